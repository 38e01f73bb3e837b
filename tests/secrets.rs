//! No output of a match shows a key, for every pattern of the catalog with keys in place of its values.
#![cfg(all(feature = "serde", feature = "alloc"))]

use std::collections::BTreeSet;
use std::iter::Peekable;
use std::str::Chars;

use openai_error_catalog::{Catalog, Code, Match, Value};

#[cfg(feature = "cli")]
#[path = "common/program.rs"]
#[allow(dead_code)] // Other tests use the rest.
mod program;

/// A key in the usual form. It doesn't belong to an account.
const KEY: &str = "sk-proj-T3stT3stT3stT3stT3stT3st";

/// A part of a pattern. `docs/matching.md` describes the syntax.
enum Part {
    Text(char),
    Placeholder(String),
    OneOf(Vec<Vec<Part>>),
}

fn parse(chars: &mut Peekable<Chars<'_>>, depth: usize) -> Vec<Vec<Part>> {
    let mut branches = vec![Vec::new()];
    while let Some(char) = chars.next() {
        let is_doubled = chars.peek() == Some(&char);
        let part = match char {
            '{' if is_doubled => chars.next().map(Part::Text),
            '}' if is_doubled && depth == 0 => chars.next().map(Part::Text),
            '{' => Some(group(parse(chars, depth + 1))),
            '}' if depth > 0 => break,
            '|' if depth > 0 => {
                branches.push(Vec::new());
                None
            }
            char => Some(Part::Text(char)),
        };
        branches.last_mut().unwrap().extend(part);
    }
    branches
}

fn group(mut branches: Vec<Vec<Part>>) -> Part {
    if let Some(Part::Text('?')) = branches[0].first() {
        branches[0].remove(0);
        branches.push(Vec::new());
    } else if branches.len() == 1 {
        let name = branches[0].iter().map(|part| match part {
            Part::Text(char) => *char,
            _ => unreachable!("a placeholder in the name of a placeholder"),
        });
        return Part::Placeholder(name.collect());
    }
    Part::OneOf(branches)
}

/// Writes a message of a pattern. `number` selects the alternatives, `value` fills the placeholders.
fn fill(parts: &[Part], number: usize, value: &dyn Fn(&str) -> String, message: &mut String) {
    for part in parts {
        match part {
            Part::Text(char) => message.push(*char),
            Part::Placeholder(name) => message.push_str(&match Value::named(name).map(Value::kind) {
                Some("number") => "7".to_owned(),
                Some("status") => "401".to_owned(),
                Some("duration") => "7s".to_owned(),
                Some("phrase") => "East US".to_owned(),
                _ => value(name),
            }),
            Part::OneOf(branches) => fill(&branches[number % branches.len()], number, value, message),
        }
    }
}

fn message(pattern: &str, number: usize, value: &dyn Fn(&str) -> String) -> String {
    let mut message = String::new();
    fill(&parse(&mut pattern.chars().peekable(), 0)[0], number, value, &mut message);
    message
}

fn assert_hidden(found: &Match<'_>, secret: &str, how: &str) {
    let owned = found.into_owned();
    for shown in [
        format!("{found:?}"),
        format!("{found:#?}"),
        found.to_string(),
        format!("{:?}", found.values()),
        format!("{owned:?}"),
        owned.to_string(),
        format!("{:?}", owned.values()),
        format!("{:?} {}", found.diagnosis(), found.diagnosis()),
        serde_json::to_string(found).unwrap(),
        serde_json::to_string(&owned).unwrap(),
        String::from_utf8_lossy(&rmp_serde::to_vec_named(found).unwrap()).into_owned(),
    ] {
        assert!(!shown.contains(secret), "{how}: {shown}");
    }
}

/// Tries all patterns, with a bare key, a key in a URL, and a bearer token.
#[test]
fn no_pattern_shows_a_key() {
    let wrappers: Vec<String> =
        Catalog::wrappers().map(|one| format!("{}Incorrect API key provided: {{key}}", one.pattern())).collect();
    let messages = Code::ALL.iter().flat_map(|code| code.entry().messages()).map(|message| message.pattern());
    let mut names = BTreeSet::new();
    let (mut captured, mut whole) = (0, 0);
    for pattern in messages.chain(wrappers.iter().map(String::as_str)) {
        let values = [KEY.to_owned(), format!("https://example.com/v1?api-key={KEY}&v=1"), format!("Bearer {KEY}")];
        for (number, value) in values.iter().cycle().take(4).enumerate() {
            {
                let text = message(pattern, number, &|_| value.clone());
                if !text.contains(KEY) {
                    continue;
                }
                for found in [Catalog::by_message(&text), Catalog::explain(&text)].into_iter().flatten() {
                    let before = captured;
                    let with_key = found.values().filter(|(_, value)| value.contains(KEY));
                    names.extend(with_key.inspect(|_| captured += 1).map(|(name, _)| name));
                    if captured > before {
                        assert_hidden(&found, KEY, pattern);
                    }
                }
            }
        }
        // This key doesn't have a key's form. Only the name of the placeholder shows that it is one.
        if pattern.contains("{key}") {
            let plain = "0123456789abcdef0123456789abcdef";
            for number in 0..4 {
                let text = message(pattern, number, &|name| {
                    if name == "key" { plain } else { "https://example.com" }.to_owned()
                });
                if let Some(found) = Catalog::by_message(&text).filter(|found| found.value("key").is_some()) {
                    assert_eq!(found.value("key").map(|key| key.contains(plain)), Some(true), "{text}");
                    assert_hidden(&found, plain, pattern);
                    whole += 1;
                }
            }
        }
    }
    // The test proves something only if many keys were captured, under many names.
    assert!(captured > 5_000 && whole > 100, "{captured} {whole}");
    assert!(["key", "reason", "value", "url", "model", "param"].iter().all(|name| names.contains(name)), "{names:?}");
}

/// If a pattern has words such as "api key:" in front of a placeholder, the placeholder has the name of a secret.
#[test]
fn placeholders_for_keys_have_the_name_of_a_secret() {
    let words = ["api key: ", "api key provided: ", "bearer ", "api key = ", "api_key=", "received="];
    for message in Code::ALL.iter().flat_map(|code| code.entry().messages()) {
        let pattern = message.pattern().to_ascii_lowercase();
        for word in words {
            for (at, _) in pattern.match_indices(word) {
                let after = &pattern[at + word.len()..];
                let Some((name, _)) = after.strip_prefix('{').and_then(|rest| rest.split_once('}')) else { continue };
                let is_hidden = name == "_" || Value::named(name).is_none_or(Value::is_secret);
                assert!(is_hidden, "{}: `{{{name}}}` may be a key: name it `{{key}}`", message.pattern());
            }
        }
    }
}

#[cfg(feature = "cli")]
#[test]
fn the_program_shows_no_key() {
    let plain = "0123456789abcdef0123456789abcdef";
    let texts = [
        format!("Incorrect API key provided: {plain}."),
        format!("Invalid 'model': \"{KEY}\""),
        format!("The model `{KEY}` does not exist"),
        format!(
            "Client error '407 Proxy Authentication Required' for url 'https://user:{plain}@example.com/?api-key={KEY}'"
        ),
        format!("words that nobody knows {KEY} authorization: {plain}"),
    ];
    let lines: String =
        texts.iter().map(|text| format!("{}\n", serde_json::json!({ "status": 400, "message": text }))).collect();
    let mut runs = vec![(vec!["classify".to_owned()], lines)];
    for text in &texts {
        for format in ["text", "json"] {
            runs.push((vec!["explain".to_owned(), format!("--format={format}"), text.clone()], String::new()));
            runs.push((
                vec!["explain".to_owned(), format!("--format={format}"), "--status=400".to_owned()],
                text.clone(),
            ));
        }
    }
    for (arguments, input) in runs {
        let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
        let output = program::run(&arguments, input);
        let shown = [output.stdout, output.stderr].concat();
        let shown = String::from_utf8(shown).unwrap();
        assert!(!shown.is_empty());
        assert!(!shown.contains(KEY) && !shown.contains(plain), "{arguments:?}: {shown}");
    }
}
