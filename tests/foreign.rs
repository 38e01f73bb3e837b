//! Error texts of other programs, from which the word model hasn't learned, are not recognized.

use openai_error_catalog::{Catalog, MatchKind};

/// The sentences of tests/corpus/foreign.txt.
fn sentences() -> Vec<String> {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/corpus/foreign.txt");
    std::fs::read_to_string(path).unwrap().lines().map(str::to_owned).collect()
}

#[test]
fn no_foreign_text_is_recognized_and_few_are_guessed() {
    let sentences = sentences();
    let mut recognized = Vec::new();
    let mut others = Vec::new();
    for sentence in &sentences {
        let Some(found) = Catalog::explain(sentence) else { continue };
        let line = format!("{} by {}: {sentence}", found.code(), found.kind());
        match found.kind() {
            MatchKind::Similar | MatchKind::Status | MatchKind::Exception => others.push(line),
            _ => recognized.push(line),
        }
    }
    assert!(recognized.is_empty(), "{}", recognized.join("\n"));
    assert!(others.len() * 10 <= sentences.len(), "{} of {}:\n{}", others.len(), sentences.len(), others.join("\n"));
}

#[test]
fn no_foreign_text_is_a_message_of_the_api() {
    for sentence in sentences() {
        let found = Catalog::by_message(&sentence).map(|found| found.code());
        assert_eq!(found, None, "{sentence}");
    }
}

/// The word model learns from the sentences in the catalog, so the test must not use those.
#[test]
fn no_test_sentence_is_in_the_catalog() {
    let learned = include_str!("../catalog/foreign.toml").to_lowercase();
    for sentence in sentences() {
        let quoted = format!("\"{}\"", sentence.replace('\\', "\\\\").replace('"', "\\\""));
        assert!(!learned.contains(&quoted.to_lowercase()), "{sentence}");
    }
}

#[test]
fn errors_of_other_tools_are_not_recognized() {
    for text in [
        "npm ERR! code E404\nnpm ERR! 404 Not Found - GET https://registry.npmjs.org/foo - Not found",
        "Error from server (Forbidden): pods is forbidden: User \"x\" cannot list resource \"pods\" in API group \"\"",
        "error: You must be logged in to the server (Unauthorized)",
        "docker: Error response from daemon: toomanyrequests: You have reached your pull rate limit.",
    ] {
        let found = Catalog::explain(text);
        assert!(found.is_none_or(|found| !found.kind().is_recognized()), "{text}: {found:?}");
    }
}
