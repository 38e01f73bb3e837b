//! Every type that can be serialized, in formats that trust the number of fields it announces.
#![cfg(feature = "serde")]

use std::fmt::Debug;

use openai_error_catalog::{
    Catalog, Category, Code, Diagnosis, ExampleKind, Exception, Jitter, Locale, Match, MatchKind, OwnedMatch, Reason,
    RetryPolicy, Scope, Value, Verdict,
};
use serde::Serialize;
use serde::de::{DeserializeOwned, IgnoredAny};

/// What follows the value is still read as it was written: no field is left over and none is missing.
fn ends_where_it_says<T: Serialize>(value: T) {
    let bytes = rmp_serde::to_vec(&(&value, 7_u8)).unwrap();
    assert_eq!(rmp_serde::from_slice::<(IgnoredAny, u8)>(&bytes).unwrap().1, 7);
    let bytes = rmp_serde::to_vec_named(&(&value, 7_u8)).unwrap();
    assert_eq!(rmp_serde::from_slice::<(IgnoredAny, u8)>(&bytes).unwrap().1, 7);
    let mut bytes = Vec::new();
    ciborium::into_writer(&(&value, 7_u8), &mut bytes).unwrap();
    assert_eq!(ciborium::from_reader::<(IgnoredAny, u8), _>(&bytes[..]).unwrap().1, 7);
}

/// The same value comes back, from every format.
fn comes_back<T: Serialize + DeserializeOwned + PartialEq + Debug>(value: T) {
    ends_where_it_says(&value);
    assert_eq!(rmp_serde::from_slice::<T>(&rmp_serde::to_vec(&value).unwrap()).unwrap(), value);
    assert_eq!(rmp_serde::from_slice::<T>(&rmp_serde::to_vec_named(&value).unwrap()).unwrap(), value);
    let mut bytes = Vec::new();
    ciborium::into_writer(&value, &mut bytes).unwrap();
    assert_eq!(ciborium::from_reader::<T, _>(&bytes[..]).unwrap(), value);
    assert_eq!(serde_json::from_str::<T>(&serde_json::to_string(&value).unwrap()).unwrap(), value);
}

#[test]
fn names_come_back() {
    Code::ALL.iter().copied().for_each(comes_back);
    Exception::ALL.iter().copied().for_each(comes_back);
    Locale::ALL.iter().copied().for_each(comes_back);
    Category::ALL.iter().copied().for_each(comes_back);
    ExampleKind::ALL.iter().copied().for_each(comes_back);
    Jitter::ALL.iter().copied().for_each(comes_back);
    MatchKind::ALL.iter().copied().for_each(comes_back);
    Reason::ALL.iter().copied().for_each(comes_back);
    Scope::ALL.iter().copied().for_each(comes_back);
    Verdict::ALL.iter().copied().for_each(comes_back);
}

#[test]
fn policies_come_back() {
    for policy in RetryPolicy::all() {
        ends_where_it_says(policy);
        let bytes = rmp_serde::to_vec(policy).unwrap();
        assert_eq!(rmp_serde::from_slice::<&'static RetryPolicy>(&bytes).unwrap(), policy);
        let json = serde_json::to_string(policy).unwrap();
        assert_eq!(serde_json::from_str::<&'static RetryPolicy>(&json).unwrap(), policy);
        // As written in a configuration file.
        assert_eq!(serde_json::from_value::<&'static RetryPolicy>(policy.name().into()).unwrap(), policy);
    }
    assert!(serde_json::from_str::<&'static RetryPolicy>("\"often\"").is_err());
}

/// A message for each way to be found, with every kind of field filled in.
fn matches() -> Vec<Match<'static>> {
    let mut found: Vec<_> = [
        "Slow down",
        "Unknown parameter: 'input[3].status'.",
        "Error code: 429 - Rate limit reached for gpt-4o on tokens per min (TPM): Limit 30000, Used 1, Requested 2. \
         Please try again in 1.898s.",
        // With its own text.
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
fn diagnoses_and_matches_come_back() {
    for found in matches() {
        ends_where_it_says(found);
        comes_back(found.diagnosis());
        comes_back(found.into_owned());
        // What a borrowed match was written as is read as an owned one, or as the diagnosis alone.
        let json = serde_json::to_string(&found).unwrap();
        assert_eq!(serde_json::from_str::<OwnedMatch>(&json).unwrap(), found.into_owned());
        assert_eq!(serde_json::from_str::<Diagnosis>(&json).unwrap(), found.diagnosis());
        let bytes = rmp_serde::to_vec(&found).unwrap();
        assert_eq!(rmp_serde::from_slice::<OwnedMatch>(&bytes).unwrap(), found.into_owned());
    }
}

/// The texts that only some messages have come back, and not those of an entry that contradict the verdict.
#[test]
fn texts_of_messages_come_back() {
    let found = Catalog::by_message("Proxy connection timed out").unwrap();
    let json = serde_json::to_string(&found.diagnosis()).unwrap();
    let back: Diagnosis = serde_json::from_str(&json).unwrap();
    assert_eq!(back.cause(Locale::En), found.cause(Locale::En));
    assert_ne!(back.cause(Locale::En), back.entry().cause(Locale::En));
    // A text that a later version has removed is the entry's.
    let other: Diagnosis = serde_json::from_str(&json.replace("\"transient\"", "\"gone\"")).unwrap();
    assert_eq!(other.cause(Locale::En), other.entry().cause(Locale::En));
}

#[test]
fn what_is_missing_or_wrong_is_reported() {
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

/// A key that a message repeats is in no output of a match.
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
