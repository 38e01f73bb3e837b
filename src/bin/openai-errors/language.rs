//! Which language to answer in.

use openai_error_catalog::Locale;
use openai_error_catalog::export::languages;

pub fn parse(tag: &str) -> Result<Locale, String> {
    Locale::from_tag(tag).ok_or_else(|| {
        let known: Vec<_> = languages().map(|locale| locale.tag()).collect();
        format!("there are no texts in this language; the languages are: {}", known.join(", "))
    })
}

/// The language of the environment. The first of POSIX's variables that is set decides, as in other programs:
/// `LC_ALL=C` asks for English whatever `LANG` is. If none is set, as on Windows, the system is asked.
pub fn of_environment() -> Locale {
    let posix = ["LC_ALL", "LC_MESSAGES", "LANG"].into_iter().filter_map(std::env::var_os).find(|tag| !tag.is_empty());
    let found = match posix {
        Some(tag) => Locale::from_tag(&tag.to_string_lossy()),
        None => sys_locale::get_locales().find_map(|tag| Locale::from_tag(&tag)),
    };
    found.unwrap_or_default()
}
