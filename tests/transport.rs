//! `Catalog::explain` finds the same error in a message, whether it is in JSON, a log line, or an HTML page.

use std::collections::BTreeMap;

use openai_error_catalog::{Catalog, Code, ErrorResponse, Match, Verdict};
use serde_json::json;

#[path = "common/corpus.rs"]
#[allow(dead_code)] // Other tests use the rest.
mod corpus;

/// The name of a format, and a function that puts a message into it.
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

/// The `repr` of Python. It uses double quotation marks only if the text contains single ones and no double ones.
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

/// Known exceptions: in some formats, a different error is found in these messages, or none. Each row has the reason, the
/// formats, and the IDs of the messages.
const EXCEPTIONS: &[(&str, &[&str], &[&str])] = &[
    (
        "These few words are also used by other programs. The text around them decides, and here it doesn't point to the API.",
        JSON,
        &["m0163", "m0399", "m0637", "m0749"],
    ),
    ("The same, after the time and the level of a log.", &["log line"], &["m0537", "m0707"]),
    (
        "The pattern begins with a placeholder. Inside a longer text, such a message could begin anywhere.",
        &["log line"],
        &["m0866", "m0940"],
    ),
    (
        "The literal text of the pattern contains a character that is escaped twice.",
        &["json in json"],
        &["m0109", "m0223", "m0338", "m0458"],
    ),
    (
        "`Provider returned error` doesn't say which error it is. The words around it decide.",
        &["json in json"],
        &["m0298", "m0542"],
    ),
    ("A chain of causes without a status. A different cause is found.", &["log line", "log field", "html"], &["m0556"]),
    (
        "A message of a few words. The words of the page around it point to a different error.",
        &["html"],
        &["m0163", "m0537", "m0749", "m0802"],
    ),
];

/// How many messages may be missed because an HTML page escapes their quotation marks or brackets: patterns don't match
/// entities. In practice, HTML pages don't contain messages of the API. The pages of proxies have their own patterns.
const MAX_ESCAPED: usize = 30;

#[test]
fn a_message_is_found_in_every_format() {
    let mut others: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    let (mut count, mut escaped) = (0, 0);
    for text in corpus::read(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/corpus/messages.jsonl")).unwrap() {
        let (id, message) = (text.id.as_str(), text.message.as_str());
        let code = |text: &str| Catalog::explain(text).map(|found| found.code());
        // A message that isn't recognized alone may still be recognized inside a body that only this API sends.
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
    println!("{count} messages, {escaped} missed because of HTML entities");
    assert!(unknown.is_empty(), "{}", unknown.join("\n"));
    assert!(escaped <= MAX_ESCAPED, "{escaped} messages are missed because of HTML entities");
}
