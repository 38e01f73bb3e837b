//! `Exception`: the exceptions of the official Python client.

use crate::entry::code::Code;
use crate::entry::date::Date;
use crate::entry::source::Sources;
use crate::name::name;
use crate::retry::policy::{RetryPolicy, policy};
use crate::span::Span;
use crate::text::link::Links;
use crate::text::locale::{LOCALES, Locale};
use crate::text::pool::{Texts, text, texts};

include!(concat!(env!("OUT_DIR"), "/exceptions.rs"));

#[derive(Debug)]
pub(crate) struct ExceptionEntry {
    pub exception: Exception,
    pub statuses: (u16, u16),
    pub codes: Span,
    pub aliases: Span,
    pub retry: u8,
    pub links: Span,
    pub sources: Span,
    pub checked: u32,
    /// For each language: the number of the first text, and how many steps there are.
    pub texts: [(u32, u8); LOCALES],
}

impl Exception {
    /// The name of the class.
    ///
    /// ```
    /// use openai_error_catalog::Exception;
    /// assert_eq!(Exception::RateLimitError.as_str(), "RateLimitError");
    /// ```
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        EXCEPTION_NAMES[self as usize]
    }

    /// The exception that the client raises for a status; `None` if it has no separate class for this status.
    ///
    /// ```
    /// use openai_error_catalog::Exception;
    /// assert_eq!(Exception::for_status(503), Some(Exception::InternalServerError));
    /// assert_eq!(Exception::for_status(418), None);
    /// ```
    #[must_use]
    pub fn for_status(status: u16) -> Option<Exception> {
        let entry = EXCEPTIONS.iter().find(|entry| (entry.statuses.0..=entry.statuses.1).contains(&status))?;
        (status != 0).then_some(entry.exception)
    }

    /// The lowest and the highest HTTP status for which the client raises this exception; `None` if it raises it
    /// without a response.
    ///
    /// ```
    /// use openai_error_catalog::Exception;
    /// assert_eq!(Exception::InternalServerError.statuses(), Some((500, 599)));
    /// assert_eq!(Exception::APIConnectionError.statuses(), None);
    /// ```
    #[must_use]
    pub fn statuses(self) -> Option<(u16, u16)> {
        match self.entry().statuses {
            (0, _) => None,
            statuses => Some(statuses),
        }
    }

    /// The errors for which the client raises this exception, the most usual one first.
    ///
    /// ```
    /// use openai_error_catalog::{Code, Exception};
    /// assert!(Exception::RateLimitError.codes().contains(&Code::QuotaExceeded));
    /// ```
    #[must_use]
    pub fn codes(self) -> &'static [Code] {
        self.entry().codes.of(&EXCEPTION_CODES)
    }

    /// Older and alternative names of the class.
    ///
    /// ```
    /// use openai_error_catalog::Exception;
    /// assert!(Exception::BadRequestError.aliases().contains(&"InvalidRequestError"));
    /// ```
    #[must_use]
    pub fn aliases(self) -> &'static [&'static str] {
        self.entry().aliases.of(&EXCEPTION_ALIASES)
    }

    /// How to retry if only the exception is known.
    ///
    /// ```
    /// use openai_error_catalog::Exception;
    /// assert!(!Exception::AuthenticationError.retry().is_retryable());
    /// ```
    #[must_use]
    pub fn retry(self) -> &'static RetryPolicy {
        policy(self.entry().retry)
    }

    /// What the exception means, and the usual reason.
    ///
    /// ```
    /// use openai_error_catalog::{Exception, Locale};
    /// assert!(!Exception::RateLimitError.cause(Locale::ZhHans).is_empty());
    /// ```
    #[must_use]
    pub fn cause(self, locale: Locale) -> &'static str {
        text(self.entry().texts[locale.index()].0)
    }

    /// What most often ends the problem.
    ///
    /// ```
    /// use openai_error_catalog::{Exception, Locale};
    /// assert!(!Exception::RateLimitError.solution(Locale::En).is_empty());
    /// ```
    #[must_use]
    pub fn solution(self, locale: Locale) -> &'static str {
        text(self.entry().texts[locale.index()].0 + 1)
    }

    /// What to do, in order.
    ///
    /// ```
    /// use openai_error_catalog::{Exception, Locale};
    /// assert!(Exception::APIConnectionError.steps(Locale::En).len() >= 3);
    /// ```
    pub fn steps(self, locale: Locale) -> Texts {
        let (first, steps) = self.entry().texts[locale.index()];
        texts(first + 2, steps)
    }

    /// Links to pages that help.
    ///
    /// ```
    /// use openai_error_catalog::Exception;
    /// assert!(Exception::RateLimitError.links().len() > 0);
    /// ```
    pub fn links(self) -> Links {
        Links(self.entry().links.of(&EXCEPTION_LINKS).iter())
    }

    /// The sources of the facts.
    ///
    /// ```
    /// use openai_error_catalog::Exception;
    /// assert!(Exception::RateLimitError.sources().len() > 0);
    /// ```
    pub fn sources(self) -> Sources {
        Sources(self.entry().sources.of(&EXCEPTION_SOURCES).iter())
    }

    /// When the facts were last compared with the sources.
    ///
    /// ```
    /// use openai_error_catalog::Exception;
    /// assert!(Exception::RateLimitError.checked().year() >= 2026);
    /// ```
    #[must_use]
    pub fn checked(self) -> Date {
        Date::new(self.entry().checked)
    }

    fn entry(self) -> &'static ExceptionEntry {
        &EXCEPTIONS[self as usize]
    }
}

name!(Exception, "exception", as_str, by_name);

/// Finds an exception by the name of its class. The module may precede the name, and a colon with a message may follow
/// it, as in the last line of a traceback.
pub(crate) fn by_name(name: &str) -> Option<Exception> {
    let name = name.trim();
    let name = name.split_once(':').map_or(name, |(name, _)| name).trim_end();
    let name = name.rsplit_once('.').map_or(name, |(_, name)| name);
    EXCEPTION_BY_NAME.get(name).copied()
}
