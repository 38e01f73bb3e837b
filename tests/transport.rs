//! However a message is carried, `explain` finds the same error in it.

use std::collections::BTreeMap;

use openai_error_catalog::{Catalog, Code, ErrorResponse, Match, Verdict};
use serde_json::json;

#[path = "common/corpus.rs"]
#[allow(dead_code)] // Other tests use more of it.
mod corpus;

/// A way in which a text is carried, and its name.
type Form = (&'static str, fn(&str) -> String);

const FORMS: [Form; 7] = [
    ("json", |text| json!({"error": {"message": text, "type": null, "param": null, "code": null}}).to_string()),
    ("json in json", |text| {
        let inner = json!({"error": {"message": text}}).to_string();
        json!({"error": {"message": inner, "code": null}}).to_string()
    }),
    ("python", |text| {
        format!("openai.APIError: {{'error': {{'message': {}, 'type': None, 'code': None}}}}", python(text))
    }),
    ("event", |text| format!("event: error\ndata: {}\n\n", json!({"type": "error", "error": {"message": text}}))),
    ("log line", |text| format!("2026-11-21T10:00:00.123Z ERROR llm.client: request failed: {text}")),
    ("log field", |text| format!("ts=2026-11-21T10:00:00Z level=error msg={}", json!(text))),
    ("html", |text| format!("<html><body><pre>{}</pre></body></html>", html(text))),
];

/// `repr` of Python: single quotation marks unless the text has some and no double ones.
fn python(text: &str) -> String {
    let mark = if text.contains('\'') && !text.contains('"') { '"' } else { '\'' };
    let mut repr = String::from(mark);
    for char in text.chars() {
        match char {
            '\n' => repr.push_str("\\n"),
            '\r' => repr.push_str("\\r"),
            '\t' => repr.push_str("\\t"),
            '\\' => repr.push_str("\\\\"),
            _ if char == mark => repr.extend(['\\', char]),
            _ => repr.push(char),
        }
    }
    repr.push(mark);
    repr
}

fn html(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;").replace('\'', "&#39;")
}

const JSON: &[&str] = &["json", "json in json", "event", "log field"];

/// The messages that are another error, or none, in some forms, and why.
const EXCEPTIONS: &[(&str, &[&str], &[&str])] = &[
    (
        "A few words that other programs say too. The text around them decides, and here nothing speaks for the API.",
        JSON,
        &["m0163", "m0399", "m0637", "m0749"],
    ),
    ("The same after a log's time and level.", &["log line"], &["m0537", "m0707"]),
    (
        "Begins with the name of a parameter: inside a text, what begins with a value could begin anywhere.",
        &["log line"],
        &["m0866", "m0940"],
    ),
    (
        "Escapes of two levels are inside the literal text of the pattern.",
        &["json in json"],
        &["m0109", "m0223", "m0338", "m0458"],
    ),
    ("`Provider returned error` names no error: the words around it decide.", &["json in json"], &["m0298", "m0542"]),
    (
        "A chain of causes without a status: another link of it is found.",
        &["log line", "log field", "html"],
        &["m0556"],
    ),
    (
        "The words of a page around a few words speak for another error.",
        &["html"],
        &["m0163", "m0537", "m0749", "m0802"],
    ),
];

/// How many messages are lost because their quotation marks or brackets are HTML's entities: patterns don't match
/// those. Pages that contain an API's own words in JSON do not occur; those that proxies make have patterns of their
/// own.
const MAX_ESCAPED: usize = 30;

#[test]
fn a_message_is_the_same_however_it_is_carried() {
    let mut others: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    let (mut count, mut escaped) = (0, 0);
    for text in corpus::read(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/corpus/messages.jsonl")).unwrap() {
        let (id, message) = (text.id.as_str(), text.message.as_str());
        let code = |text: &str| Catalog::explain(text).map(|found| found.code());
        // A text that means nothing alone may be recognized inside a text that only this API sends.
        let Some(bare) = code(message) else { continue };
        count += 1;
        for (form, carry) in FORMS {
            let carried = code(&carry(message));
            if carried != Some(bare) && form == "html" && html(message) != message {
                escaped += 1;
            } else if carried != Some(bare) {
                let name = carried.map_or("none", Code::as_str);
                others.entry(form).or_default().push(format!("{id} {bare} {name}"));
            }
        }
    }
    let mut unknown = Vec::new();
    for (form, others) in &others {
        let is_known = |other: &&String| {
            let id = other.split(' ').next().unwrap_or_default();
            !EXCEPTIONS.iter().any(|(_, forms, ids)| forms.contains(form) && ids.contains(&id))
        };
        unknown.extend(others.iter().filter(is_known).map(|other| format!("{form}: {other}")));
    }
    println!("{count} messages; {escaped} exceptions with HTML's entities");
    assert!(unknown.is_empty(), "{}", unknown.join("\n"));
    assert!(escaped <= MAX_ESCAPED, "{escaped} messages are lost because of HTML entities");
}
