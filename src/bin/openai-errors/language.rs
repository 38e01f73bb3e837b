//! The language of the answers: from `--lang` or from the environment.

use openai_error_catalog::Locale;
use openai_error_catalog::export::languages;

/// Parses a BCP 47 tag. The error lists the languages.
pub fn parse(tag: &str) -> Result<Locale, String> {
    Locale::from_tag(tag).ok_or_else(|| {
        let known: Vec<_> = languages().map(|locale| locale.tag()).collect();
        format!("there are no texts in this language; the languages are: {}", known.join(", "))
    })
}

/// The language of the environment. As in other programs, the first POSIX variable that is set decides: with `LC_ALL=C`
/// the language is English, whatever `LANG` is. If none is set, as on Windows, the operating system decides.
pub fn of_environment() -> Locale {
    let posix = ["LC_ALL", "LC_MESSAGES", "LANG"].into_iter().filter_map(std::env::var_os).find(|tag| !tag.is_empty());
    let found = match posix {
        Some(tag) => Locale::from_tag(&tag.to_string_lossy()),
        None => sys_locale::get_locales().find_map(|tag| Locale::from_tag(&tag)),
    };
    found.unwrap_or_default()
}
