//! The pages of the reference, as readers see them.

use openai_error_catalog::export::Label;
use openai_error_catalog::export::languages;
use openai_error_catalog::{Code, Locale};
use xtask::docs::reference;

/// A snapshot of one section in each language, so that a reviewer sees a change of the layout.
#[test]
fn a_section_of_the_reference() {
    for locale in languages() {
        let page = reference::page(locale);
        let (_, rest) = page.split_once("<a id=\"slow_down\"></a>").unwrap();
        let (section, _) = rest.split_once("<a id=").unwrap();
        insta::assert_snapshot!(format!("slow_down_{locale}"), section);
    }
}

#[test]
fn every_code_has_its_anchor() {
    for locale in languages() {
        let page = reference::page(locale);
        for code in Code::ALL {
            assert_eq!(page.matches(&format!("<a id=\"{code}\"></a>")).count(), 1, "{code} {locale}");
        }
    }
}

/// A page uses the titles of sources, commas, and colons of its own language.
#[test]
fn pages_are_in_their_language() {
    let sources = std::fs::read_to_string(xtask::root().join("catalog/sources.toml")).unwrap();
    let sources: toml::Table = sources.parse().unwrap();
    for locale in languages().skip(1) {
        let page = reference::page(locale);
        let (comma, colon) = (Label::Comma.text(locale), Label::Colon.text(locale));
        let mut translated = 0;
        for source in sources.values() {
            let Some(title) = source.get(locale.tag()).and_then(toml::Value::as_str) else { continue };
            let english = source["title"].as_str().unwrap();
            assert!(title == english || !page.contains(english), "{locale}: {english}");
            translated += usize::from(page.contains(title));
        }
        // A title of a source may be left untranslated. But if it is translated, the page must show the translation.
        let has_titles = sources.values().any(|source| source.get(locale.tag()).is_some());
        assert!(translated > 10 || !has_titles, "{locale}: {translated} titles of sources");
        assert!(
            page.contains(&format!("- **429**{colon}[rate_limit_reached](#rate_limit_reached){comma}[")),
            "{locale}"
        );
        if comma != ", " {
            assert!(!page.contains("), ["), "{locale}");
        }
    }
}

/// The messages of compatible servers and gateways are in a section of their own, so that they don't hide those of OpenAI
/// and Azure.
#[test]
fn messages_of_other_servers_have_their_own_section() {
    let page = reference::page(Locale::En);
    assert!(page.contains(Label::PatternLegend.text(Locale::En)));
    let (_, rest) = page.split_once("<a id=\"rate_limit_reached\"></a>").unwrap();
    let (section, _) = rest.split_once("<a id=").unwrap();
    let others = format!("<details><summary>{} (", Label::OtherMessages.text(Locale::En));
    let (own, others) = section.split_once(&others).unwrap();
    assert!(own.contains("The OpenAI API's own replies") && !own.contains("Servers and gateways"), "{own}");
    assert!(others.contains("Servers and gateways"));
}
