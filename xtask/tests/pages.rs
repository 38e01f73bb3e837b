//! The reference as a reader meets it.

use openai_error_catalog::Code;
use xtask::outputs::languages;
use xtask::reference;

/// The section of one code, which a reader of a diff can judge.
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
