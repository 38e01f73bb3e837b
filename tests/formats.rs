//! Every serializable type can be written and read in several formats. Some of these formats trust the number of fields
//! that a type announces.
#![cfg(feature = "serde")]

use std::fmt::Debug;

use openai_error_catalog::{
    Catalog, Category, Code, Diagnosis, ExampleKind, Exception, Jitter, Locale, Match, MatchKind, OwnedMatch, Reason,
    RetryPolicy, Scope, Value, Verdict,
};
use serde::Serialize;
use serde::de::{DeserializeOwned, IgnoredAny};

/// The number of fields is right: a second value, written after this one, is still read correctly.
fn announces_its_fields<T: Serialize>(value: T) {
    let bytes = rmp_serde::to_vec(&(&value, 7_u8)).unwrap();
    assert_eq!(rmp_serde::from_slice::<(IgnoredAny, u8)>(&bytes).unwrap().1, 7);
    let bytes = rmp_serde::to_vec_named(&(&value, 7_u8)).unwrap();
    assert_eq!(rmp_serde::from_slice::<(IgnoredAny, u8)>(&bytes).unwrap().1, 7);
    let mut bytes = Vec::new();
    ciborium::into_writer(&(&value, 7_u8), &mut bytes).unwrap();
    assert_eq!(ciborium::from_reader::<(IgnoredAny, u8), _>(&bytes[..]).unwrap().1, 7);
}

/// A value that is written and read is the same again, in every format.
fn round_trips<T: Serialize + DeserializeOwned + PartialEq + Debug>(value: T) {
    announces_its_fields(&value);
    assert_eq!(rmp_serde::from_slice::<T>(&rmp_serde::to_vec(&value).unwrap()).unwrap(), value);
    assert_eq!(rmp_serde::from_slice::<T>(&rmp_serde::to_vec_named(&value).unwrap()).unwrap(), value);
    let mut bytes = Vec::new();
    ciborium::into_writer(&value, &mut bytes).unwrap();
    assert_eq!(ciborium::from_reader::<T, _>(&bytes[..]).unwrap(), value);
    assert_eq!(serde_json::from_str::<T>(&serde_json::to_string(&value).unwrap()).unwrap(), value);
}

#[test]
fn names_round_trip() {
    Code::ALL.iter().copied().for_each(round_trips);
    Exception::ALL.iter().copied().for_each(round_trips);
    Locale::ALL.iter().copied().for_each(round_trips);
    Category::ALL.iter().copied().for_each(round_trips);
    ExampleKind::ALL.iter().copied().for_each(round_trips);
    Jitter::ALL.iter().copied().for_each(round_trips);
    MatchKind::ALL.iter().copied().for_each(round_trips);
    Reason::ALL.iter().copied().for_each(round_trips);
    Scope::ALL.iter().copied().for_each(round_trips);
    Verdict::ALL.iter().copied().for_each(round_trips);
}

#[test]
fn policies_round_trip() {
    for policy in RetryPolicy::all() {
        announces_its_fields(policy);
        let bytes = rmp_serde::to_vec(policy).unwrap();
        assert_eq!(rmp_serde::from_slice::<&'static RetryPolicy>(&bytes).unwrap(), policy);
        let json = serde_json::to_string(policy).unwrap();
        assert_eq!(serde_json::from_str::<&'static RetryPolicy>(&json).unwrap(), policy);
        // A configuration file contains only the policy's name.
        assert_eq!(serde_json::from_value::<&'static RetryPolicy>(policy.name().into()).unwrap(), policy);
    }
    assert!(serde_json::from_str::<&'static RetryPolicy>("\"often\"").is_err());
}

/// Matches of each kind. Together they fill in every kind of field.
fn matches() -> Vec<Match<'static>> {
    let mut found: Vec<_> = [
        "Slow down",
        "Unknown parameter: 'input[3].status'.",
        "Error code: 429 - Rate limit reached for gpt-4o on tokens per min (TPM): Limit 30000, Used 1, Requested 2. \
         Please try again in 1.898s.",
        // This message has its own text.
        "Proxy connection timed out",
    ]
    .into_iter()
    .filter_map(Catalog::by_message)
    .collect();
    assert_eq!(found.len(), 4);
    found.extend((400..=599).filter_map(|status| Catalog::by_status_and_message(status, "")));
    // A guess, with a margin.
    found.extend(Catalog::by_status_and_message(400, "your prompt has more tokens than our context can hold"));
    assert!(found.last().is_some_and(|found| found.margin().is_some()));
    found
}

#[test]
fn diagnoses_and_matches_round_trip() {
    for found in matches() {
        announces_its_fields(found);
        round_trips(found.diagnosis());
        round_trips(found.into_owned());
        // A borrowed match can be read as an owned one, or as its diagnosis.
        let json = serde_json::to_string(&found).unwrap();
        assert_eq!(serde_json::from_str::<OwnedMatch>(&json).unwrap(), found.into_owned());
        assert_eq!(serde_json::from_str::<Diagnosis>(&json).unwrap(), found.diagnosis());
        let bytes = rmp_serde::to_vec(&found).unwrap();
        assert_eq!(rmp_serde::from_slice::<OwnedMatch>(&bytes).unwrap(), found.into_owned());
    }
}

/// If a message has its own texts, its deserialized diagnosis has them too, not the entry's, which would contradict the
/// verdict.
#[test]
fn texts_of_messages_round_trip() {
    let found = Catalog::by_message("Proxy connection timed out").unwrap();
    let json = serde_json::to_string(&found.diagnosis()).unwrap();
    let back: Diagnosis = serde_json::from_str(&json).unwrap();
    assert_eq!(back.cause(Locale::En), found.cause(Locale::En));
    assert_ne!(back.cause(Locale::En), back.entry().cause(Locale::En));
    // If a later version has removed the message's texts, the entry's texts are used.
    let other: Diagnosis = serde_json::from_str(&json.replace("\"transient\"", "\"gone\"")).unwrap();
    assert_eq!(other.cause(Locale::En), other.entry().cause(Locale::En));
}

#[test]
fn missing_and_unknown_fields_are_reported() {
    let error = serde_json::from_str::<Diagnosis>("{}").unwrap_err().to_string();
    assert!(error.contains("missing field `code`"), "{error}");
    let error = serde_json::from_str::<Diagnosis>(r#"{"code":"nonsense"}"#).unwrap_err().to_string();
    assert!(error.contains("expected the name of a known code"), "{error}");
    let least = r#"{"code":"slow_down","match":"message","verdict":"retry","reason":"policy","new":[1]}"#;
    assert_eq!(
        serde_json::from_str::<Diagnosis>(least).unwrap(),
        Catalog::by_message("Slow down").unwrap().diagnosis()
    );
}

/// If a message repeats a key, no output of the match contains it.
#[test]
fn keys_are_never_written() {
    const KEY: &str = "sk-live-1234567890abcdef";
    for message in [
        format!("Incorrect API key provided: {KEY}"),
        format!("Incorrect API key provided: {KEY}."),
        format!(
            "Incorrect API key provided: {KEY}. You can find your API key at https://platform.openai.com/account/api-keys."
        ),
        format!("Authentication Fails, Your api key: {KEY} is invalid"),
        format!("Illegal header value b'Bearer {KEY}'"),
        format!(
            "Authentication Error, Invalid proxy server token passed. Received API Key = {KEY}, Key Hash (Token) =abc. Unable to find token in cache or `LiteLLM_VerificationTokenTable`"
        ),
    ] {
        let found = Catalog::by_message(&message).unwrap();
        assert_eq!(found.value("key").map(|key| key.trim_end_matches('\'')), Some(KEY), "{message}");
        let owned = found.into_owned();
        let shown = [
            format!("{found:?} {owned:?} {:?}", found.diagnosis()),
            format!("{found} {owned}"),
            serde_json::to_string(&found).unwrap(),
            serde_json::to_string(&owned).unwrap(),
            String::from_utf8_lossy(&rmp_serde::to_vec(&found).unwrap()).into_owned(),
        ];
        for shown in shown {
            assert!(!shown.contains("1234567890"), "{shown}");
        }
        let back: OwnedMatch = serde_json::from_str(&serde_json::to_string(&owned).unwrap()).unwrap();
        assert_eq!(back.value("key"), Some(Value::MASK));
    }
}
