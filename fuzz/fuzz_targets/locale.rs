//! Looks up any text as a short name: a language tag, an exception, or a value of `code` or `type`.

#![no_main]

use libfuzzer_sys::fuzz_target;
use openai_error_catalog::{Catalog, Code, Exception, Locale};

fuzz_target!(|text: &str| {
    let locale = Locale::from_tag(text);
    assert_eq!(locale, Locale::from_tag(&text.to_ascii_uppercase()));
    assert_eq!(locale, Locale::from_tag(&text.replace('_', "-")));
    assert_eq!(locale, text.parse().ok());
    let negotiated = Locale::negotiate(text);
    if !text.contains([',', ';', '*']) {
        assert_eq!(negotiated, locale);
    }
    // Adding languages that don't exist changes nothing.
    assert_eq!(negotiated, Locale::negotiate(&format!("tlh,{text},tlh;q=0.1")));
    if let Some(exception) = Catalog::by_exception(text) {
        let known = [exception.as_str()].into_iter().chain(exception.aliases().iter().copied());
        assert!(known.into_iter().any(|name| text.contains(name)), "{exception} for {text:?}");
        assert_eq!(Catalog::by_exception(exception.as_str()), Some(exception));
    }
    assert_eq!(Catalog::by_exception(text), text.parse::<Exception>().ok());
    for code in Catalog::by_api_code(text) {
        let entry = code.entry();
        let has = |values: &[&str]| values.iter().any(|value| value.eq_ignore_ascii_case(text));
        assert!(has(entry.api_codes()) || has(entry.also_api_codes()) || has(entry.api_types()), "{code} for {text:?}");
    }
    assert!(text.parse::<Code>().is_ok_and(|code| code.as_str() == text) || text.parse::<Code>().is_err());
});
