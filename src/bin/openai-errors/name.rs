//! What a name refers to, and the most similar names for an unknown one.

use openai_error_catalog::export::Label;
use openai_error_catalog::{Catalog, Code, Exception, Locale, Metric};

use crate::{output, safe};

/// Everything that can be asked for by name.
pub enum Named {
    Status(u16),
    Code(Code),
    /// A value of the API's `code` or `type`: the errors that have it, the usual one first.
    ApiValue(Code, &'static [Code]),
    Exception(Exception),
    Metric(&'static Metric),
}

impl Named {
    pub fn find(name: &str) -> Option<Named> {
        let name = bare(name);
        let status = || name.parse().ok().filter(|status| (100..=599).contains(status)).map(Named::Status);
        let code = || name.parse().ok().map(Named::Code);
        let api_value = || match Catalog::by_api_code(name) {
            [first, others @ ..] => Some(Named::ApiValue(*first, others)),
            [] => None,
        };
        let exception = || Catalog::by_exception(name).map(Named::Exception);
        let metric = || Metric::all().iter().find(|metric| same(metric.id(), name)).map(Named::Metric);
        let respelled = || Code::ALL.iter().find(|code| same(code.as_str(), name)).copied().map(Named::Code);
        // Some gateways send an exception's name as the code.
        status().or_else(code).or_else(exception).or_else(api_value).or_else(metric).or_else(respelled)
    }
}

/// A name without the characters around it in the text that it was copied from.
pub fn bare(name: &str) -> &str {
    name.trim().trim_end_matches([',', ':']).trim_matches(['"', '\'', '`'])
}

/// `rate-limit-reached`, `RateLimitReached`, and `rate limit reached` are the name `rate_limit_reached`.
fn same(name: &str, other: &str) -> bool {
    let letters = |text| str::chars(text).filter(|char| char.is_alphanumeric()).map(|char| char.to_ascii_lowercase());
    letters(name).eq(letters(other))
}

/// Writes to standard error how to see everything about a code.
pub fn see(code: Code, locale: Locale) {
    output::note(Label::SeeError.text(locale).replace("{code}", code.as_str()));
}

/// How many codes are suggested if nothing fits.
const NEAREST: usize = 3;

/// Writes to standard error that nothing fits, and which codes are closest to the words.
pub fn not_found(asked: &str, words: &str, locale: Locale) {
    let mut codes = Catalog::search(words).take(NEAREST).peekable();
    let label = if codes.peek().is_some() { Label::Nearest } else { Label::NotFound };
    output::note(format_args!("openai-errors: \"{}\"\n{}", safe::text(asked.trim()), label.text(locale)));
    let first = codes.peek().copied();
    let width = output::widest(codes.clone().map(|code| code.as_str()));
    for code in codes {
        output::note(format_args!("  {:width$}  {}", code.as_str(), code.entry().title(locale)));
    }
    if let Some(first) = first {
        see(first, locale);
    }
}
