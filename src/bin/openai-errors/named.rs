//! Finds what a name refers to: a status, a code, an exception, or a metric.

use openai_error_catalog::{Catalog, Code, Exception, Metric};

/// Everything that can be asked for by name.
pub enum Named {
    Status(u16),
    Code(Code),
    /// A value of the API's `code` or `type`: the usual error that has it, and the other ones.
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

/// A name without the quotation marks, commas, and colons that were copied along with it.
pub fn bare(name: &str) -> &str {
    name.trim().trim_end_matches([',', ':']).trim_matches(['"', '\'', '`'])
}

/// Compares names without case, spaces, and punctuation: `rate-limit-reached`, `RateLimitReached`, and
/// `rate limit reached` are the same as `rate_limit_reached`.
fn same(name: &str, other: &str) -> bool {
    let letters = |text| str::chars(text).filter(|char| char.is_alphanumeric()).map(|char| char.to_ascii_lowercase());
    letters(name).eq(letters(other))
}
