//! Every public type is `Send` and `Sync`, and has the lifetime `'static` if it borrows nothing. With a field such as `Rc`
//! or `Cell`, this file doesn't compile.

use openai_error_catalog::{
    Catalog, Category, Code, Date, Delays, Diagnosis, Entry, ErrorResponse, Example, ExampleKind, Exception, Jitter,
    Link, Locale, Masked, Match, MatchKind, Message, Metric, MetricKind, Reason, RetryPolicy, RetrySchedule,
    RetrySentence, Scope, Source, Support, UnknownName, Value, Verdict, iter,
};

const fn is_shared<T: Send + Sync + 'static>() {}

const _: () = {
    is_shared::<Catalog>();
    is_shared::<Category>();
    is_shared::<Code>();
    is_shared::<Date>();
    is_shared::<Delays>();
    is_shared::<Diagnosis>();
    is_shared::<Entry>();
    #[cfg(feature = "json")]
    is_shared::<openai_error_catalog::ErrorBody<'static>>();
    is_shared::<ErrorResponse<'static>>();
    is_shared::<iter::Links>();
    is_shared::<iter::Messages>();
    #[cfg(feature = "alloc")]
    is_shared::<iter::OwnedValues<'static>>();
    is_shared::<iter::RetrySentences>();
    is_shared::<iter::SearchResults>();
    is_shared::<iter::Sources>();
    is_shared::<iter::Texts>();
    is_shared::<iter::Values<'static>>();
    is_shared::<Example>();
    is_shared::<ExampleKind>();
    is_shared::<Exception>();
    is_shared::<Jitter>();
    is_shared::<Link>();
    is_shared::<Locale>();
    is_shared::<Masked<'static>>();
    is_shared::<Match<'static>>();
    is_shared::<MatchKind>();
    is_shared::<Message>();
    is_shared::<Metric>();
    is_shared::<MetricKind>();
    #[cfg(feature = "alloc")]
    is_shared::<openai_error_catalog::OwnedMatch>();
    is_shared::<Reason>();
    is_shared::<RetryPolicy>();
    is_shared::<RetrySchedule>();
    is_shared::<RetrySentence>();
    is_shared::<Scope>();
    is_shared::<Source>();
    is_shared::<Support>();
    is_shared::<UnknownName>();
    is_shared::<Value>();
    is_shared::<Verdict>();
};

/// A macro can't list the types of a crate, so this compares the list above with the exports in src/lib.rs.
#[test]
fn no_public_type_is_left_out() {
    let (crate_root, here) = (include_str!("../src/lib.rs"), include_str!("threads.rs"));
    let mut count = 0;
    for exports in crate_root.split("\npub use ").skip(1).filter_map(|rest| rest.split(';').next()) {
        let names = exports.rsplit("::").next().unwrap_or_default();
        for name in names.trim_matches(['{', '}']).split(',').map(str::trim).filter(|name| !name.is_empty()) {
            let with = |path: &str, end: &str| here.contains(&format!("is_shared::<{path}{name}{end}"));
            let is_listed =
                ["", "openai_error_catalog::"].iter().any(|path| with(path, ">()") || with(path, "<'static>"));
            assert!(is_listed, "add `is_shared::<{name}>()`");
            count += 1;
        }
    }
    assert!(count > 20, "src/lib.rs exports its types in a different way now: adapt this test");
}

/// A match that borrows from a message can be used on a different thread.
#[test]
fn a_match_can_be_sent_to_a_thread() {
    let message = String::from("The model `gpt-5o` does not exist");
    let found = Catalog::by_message(&message).unwrap();
    let model = std::thread::scope(|scope| scope.spawn(move || found.value("model")).join().unwrap());
    assert_eq!(model, Some("gpt-5o"));
}
