//! `Entry`: what is known about an error, and the tables that entries refer to.

pub(crate) mod category;
pub(crate) mod code;
pub(crate) mod code_index;
pub(crate) mod date;
pub(crate) mod example;
pub(crate) mod exception;
pub(crate) mod message;
pub(crate) mod message_row;
pub(crate) mod message_texts;
pub(crate) mod refinement;
pub(crate) mod scope;
pub(crate) mod source;
pub(crate) mod value;
pub(crate) mod wrapper;

use category::Category;
use code::Code;
use date::Date;
use example::{EXAMPLES, Example};
use exception::Exception;
use message::Messages;
use message_texts::MessageTexts;
use refinement::{REFINES, Refinement};
use scope::Scope;
use source::Sources;

use crate::retry::policy::{RetryPolicy, policy};
use crate::span::Span;
use crate::text::link::Links;
use crate::text::locale::{ENGLISH, LOCALES, Locale};
use crate::text::pool::{Texts, text, texts};

include!(concat!(env!("OUT_DIR"), "/entries.rs"));

/// What is known about an error. [`Code::entry`] returns it.
pub struct Entry {
    pub(crate) code: Code,
    pub(crate) category: Category,
    pub(crate) scope: Scope,
    pub(crate) retry: u8,
    pub(crate) retired: bool,
    pub(crate) statuses: Span,
    pub(crate) default_for: Span,
    pub(crate) ambiguous_statuses: Span,
    pub(crate) api_codes: Span,
    pub(crate) vague_api_codes: Span,
    pub(crate) also_api_codes: Span,
    pub(crate) status_names: Span,
    pub(crate) api_types: Span,
    pub(crate) links: Span,
    pub(crate) sources: Span,
    pub(crate) exceptions: Span,
    pub(crate) refine: Span,
    pub(crate) examples: Span,
    pub(crate) messages: Span,
    pub(crate) checked: u32,
    pub(crate) texts: [TextsAt; LOCALES],
}

/// Where the texts of an entry in one language are. `first` is the number of the title. The cause, the solution, and
/// the items of the lists follow it; the other fields are the lengths of these lists.
#[derive(Clone, Copy, Debug)]
pub(crate) struct TextsAt {
    pub first: u32,
    pub reasons: u8,
    pub steps: u8,
    pub prevention: u8,
    pub keywords: u8,
}

impl Entry {
    /// The code that this entry belongs to.
    ///
    /// ```
    /// use openai_error_catalog::Code;
    /// assert_eq!(Code::SlowDown.entry().code(), Code::SlowDown);
    /// ```
    #[must_use]
    pub const fn code(&self) -> Code {
        self.code
    }

    /// The HTTP statuses that this error comes with; empty if it comes without a response.
    ///
    /// ```
    /// use openai_error_catalog::Code;
    /// assert_eq!(Code::SlowDown.entry().statuses(), [429, 503]);
    /// assert!(Code::ConnectionError.entry().statuses().is_empty());
    /// ```
    #[must_use]
    pub const fn statuses(&self) -> &'static [u16] {
        self.statuses.of(&STATUSES)
    }

    /// The statuses for which this entry is the answer if no message is recognized.
    ///
    /// ```
    /// use openai_error_catalog::Code;
    /// assert_eq!(Code::BadGateway.entry().default_for(), [502]);
    /// ```
    #[must_use]
    pub const fn default_for(&self) -> &'static [u16] {
        self.default_for.of(&STATUSES)
    }

    /// The statuses in [`Entry::default_for`] that don't show on their own whether a retry can help.
    ///
    /// ```
    /// use openai_error_catalog::Code;
    /// // A 429 can mean "too many requests" or "your credit is used up".
    /// assert_eq!(Code::RateLimitReached.entry().ambiguous_statuses(), [429]);
    /// ```
    #[must_use]
    pub const fn ambiguous_statuses(&self) -> &'static [u16] {
        self.ambiguous_statuses.of(&STATUSES)
    }

    /// Where the fault lies: with the client, the server, the load, or the network.
    ///
    /// ```
    /// use openai_error_catalog::{Category, Code};
    /// assert_eq!(Code::ServerError.entry().category(), Category::Server);
    /// ```
    #[must_use]
    pub const fn category(&self) -> Category {
        self.category
    }

    /// What has to change so that the call succeeds. It is [`Scope::Time`] if the error is retryable, and only then.
    ///
    /// ```
    /// use openai_error_catalog::{Code, Scope};
    /// assert_eq!(Code::ModelNotFound.entry().scope(), Scope::Model);
    /// assert_eq!(Code::ServerError.entry().scope(), Scope::Time);
    /// ```
    #[must_use]
    pub const fn scope(&self) -> Scope {
        self.scope
    }

    /// The retry policy. If retrying can't help, [`RetryPolicy::is_retryable`] is false.
    ///
    /// ```
    /// use openai_error_catalog::Code;
    /// assert!(Code::EngineOverloaded.entry().retry().is_retryable());
    /// ```
    #[must_use]
    pub const fn retry(&self) -> &'static RetryPolicy {
        policy(self.retry)
    }

    /// The values of the API's `error.code` that mean this error.
    ///
    /// ```
    /// use openai_error_catalog::Code;
    /// assert!(Code::QuotaExceeded.entry().api_codes().contains(&"insufficient_quota"));
    /// ```
    #[must_use]
    pub const fn api_codes(&self) -> &'static [&'static str] {
        self.api_codes.of(&API_VALUES)
    }

    /// The values in [`Entry::api_codes`] that the API also sends with other errors. A recognized message overrides
    /// them.
    ///
    /// ```
    /// use openai_error_catalog::Code;
    /// assert!(Code::InvalidParameterValue.entry().vague_api_codes().contains(&"invalid_value"));
    /// ```
    #[must_use]
    pub const fn vague_api_codes(&self) -> &'static [&'static str] {
        self.vague_api_codes.of(&API_VALUES)
    }

    /// The values of `error.code` that were seen with this error, but usually mean a different one.
    ///
    /// ```
    /// use openai_error_catalog::Code;
    /// // "Request too large" has the code of a rate limit.
    /// assert!(Code::RequestTooLarge.entry().also_api_codes().contains(&"rate_limit_exceeded"));
    /// ```
    #[must_use]
    pub const fn also_api_codes(&self) -> &'static [&'static str] {
        self.also_api_codes.of(&API_VALUES)
    }

    /// The values of the API's `error.type` that mean this error if there is no code.
    ///
    /// ```
    /// use openai_error_catalog::Code;
    /// assert!(Code::RateLimitReached.entry().api_types().contains(&"tokens"));
    /// ```
    #[must_use]
    pub const fn api_types(&self) -> &'static [&'static str] {
        self.api_types.of(&API_VALUES)
    }

    /// The exceptions that the official Python client raises for this error.
    ///
    /// ```
    /// use openai_error_catalog::{Code, Exception};
    /// assert!(Code::QuotaExceeded.entry().exceptions().contains(&Exception::RateLimitError));
    /// ```
    #[must_use]
    pub const fn exceptions(&self) -> &'static [Exception] {
        self.exceptions.of(&EXCEPTION_LISTS)
    }

    /// The error in a few words, without a full stop.
    ///
    /// ```
    /// use openai_error_catalog::{Code, Locale};
    /// assert_eq!(Code::QuotaExceeded.entry().title(Locale::ZhHans), "余额用完或已达支出上限");
    /// ```
    #[must_use]
    pub fn title(&self, locale: Locale) -> &'static str {
        text(self.texts(locale).first)
    }

    /// What the server says, and the usual reason.
    ///
    /// ```
    /// use openai_error_catalog::{Code, Locale};
    /// assert!(Code::QuotaExceeded.entry().cause(Locale::En).starts_with("The account has no credit left"));
    /// ```
    #[must_use]
    pub fn cause(&self, locale: Locale) -> &'static str {
        text(self.texts(locale).first + 1)
    }

    /// What most often ends the problem.
    ///
    /// ```
    /// use openai_error_catalog::{Code, Locale};
    /// assert!(Code::QuotaExceeded.entry().solution(Locale::En).contains("billing page"));
    /// ```
    #[must_use]
    pub fn solution(&self, locale: Locale) -> &'static str {
        text(self.texts(locale).first + 2)
    }

    /// The possible reasons, the most likely one first.
    ///
    /// ```
    /// use openai_error_catalog::{Code, Locale};
    /// assert!(Code::QuotaExceeded.entry().reasons(Locale::En).len() >= 3);
    /// ```
    pub fn reasons(&self, locale: Locale) -> Texts {
        let at = self.texts(locale);
        texts(at.first + 3, at.reasons)
    }

    /// What to do, in order, the cheapest check first.
    ///
    /// ```
    /// use openai_error_catalog::{Code, Locale};
    /// let first = Code::QuotaExceeded.entry().steps(Locale::En).next();
    /// assert!(first.is_some_and(|step| step.starts_with("Open the billing page")));
    /// ```
    pub fn steps(&self, locale: Locale) -> Texts {
        let at = self.texts(locale);
        texts(at.first + 3 + u32::from(at.reasons), at.steps)
    }

    /// The cause: the message's own if it has one, otherwise the entry's.
    pub(crate) fn cause_of(&self, message: Option<&MessageTexts>, locale: Locale) -> &'static str {
        message.map_or_else(|| self.cause(locale), |own| own.cause(locale))
    }

    /// The solution: the message's own if it has one, otherwise the entry's.
    pub(crate) fn solution_of(&self, message: Option<&MessageTexts>, locale: Locale) -> &'static str {
        message.map_or_else(|| self.solution(locale), |own| own.solution(locale))
    }

    /// The steps: the message's own if it has any, otherwise the entry's.
    pub(crate) fn steps_of(&self, message: Option<&MessageTexts>, locale: Locale) -> Texts {
        let own = message.map(|own| own.steps(locale)).filter(|steps| steps.len() > 0);
        own.unwrap_or_else(|| self.steps(locale))
    }

    /// How to keep the error from coming back; empty if there is nothing to say.
    ///
    /// ```
    /// use openai_error_catalog::{Code, Locale};
    /// assert!(Code::QuotaExceeded.entry().prevention(Locale::En).len() > 0);
    /// ```
    pub fn prevention(&self, locale: Locale) -> Texts {
        let at = self.texts(locale);
        texts(at.first + 3 + u32::from(at.reasons) + u32::from(at.steps), at.prevention)
    }

    /// Other words that people use for this error. [`Catalog::search`](crate::Catalog::search) looks for them. Often
    /// empty.
    ///
    /// ```
    /// use openai_error_catalog::{Code, Locale};
    /// let mut keywords = Code::QuotaExceeded.entry().keywords(Locale::En);
    /// assert!(keywords.any(|keyword| keyword == "out of money"));
    /// ```
    pub fn keywords(&self, locale: Locale) -> Texts {
        let at = self.texts(locale);
        texts(at.first + 3 + u32::from(at.reasons) + u32::from(at.steps) + u32::from(at.prevention), at.keywords)
    }

    /// Links to pages that help. The steps refer to them by title.
    ///
    /// ```
    /// use openai_error_catalog::Code;
    /// let mut links = Code::QuotaExceeded.entry().links();
    /// assert!(links.any(|link| link.url().ends_with("/billing")));
    /// ```
    pub fn links(&self) -> Links {
        Links(self.links.of(&LINK_LISTS).iter())
    }

    /// Wrong requests with their corrected forms; empty for most errors.
    ///
    /// ```
    /// use openai_error_catalog::Code;
    /// let example = &Code::UnsupportedParameter.entry().examples()[0];
    /// assert!(example.wrong().contains("\"max_tokens\""));
    /// assert!(example.right().contains("\"max_completion_tokens\""));
    /// ```
    #[must_use]
    pub const fn examples(&self) -> &'static [Example] {
        self.examples.of(&EXAMPLES)
    }

    /// The sources of the facts.
    ///
    /// ```
    /// use openai_error_catalog::Code;
    /// let mut sources = Code::QuotaExceeded.entry().sources();
    /// assert!(sources.any(|source| source.id() == "openai-error-codes"));
    /// ```
    pub fn sources(&self) -> Sources {
        Sources(self.sources.of(&SOURCE_LISTS).iter())
    }

    /// The API's messages for this error, as patterns.
    ///
    /// ```
    /// use openai_error_catalog::Code;
    /// let mut messages = Code::QuotaExceeded.entry().messages();
    /// assert!(messages.any(|message| message.pattern().contains("your current quota")));
    /// ```
    pub fn messages(&self) -> Messages {
        let first = u32::from(self.messages.0);
        Messages(first..first + u32::from(self.messages.1))
    }

    /// The refinements of this error, in the order in which they are tried: conditions on numbers in a message that
    /// make it a different error.
    ///
    /// ```
    /// use openai_error_catalog::Code;
    /// // If `requested` is greater than `limit`, the request is too large.
    /// let refinements = Code::RateLimitReached.entry().refinements();
    /// assert!(refinements.iter().any(|one| one.code() == Code::RequestTooLarge));
    /// ```
    #[doc(hidden)]
    #[must_use]
    pub const fn refinements(&self) -> &'static [Refinement] {
        self.refine.of(&REFINES)
    }

    /// When the facts were last compared with the sources.
    ///
    /// ```
    /// use openai_error_catalog::Code;
    /// assert!(Code::QuotaExceeded.entry().checked().year() >= 2026);
    /// ```
    #[must_use]
    pub const fn checked(&self) -> Date {
        Date::new(self.checked)
    }

    /// Whether the API no longer sends this error. Lookups still find it.
    ///
    /// ```
    /// use openai_error_catalog::Code;
    /// assert!(!Code::ServerError.entry().is_retired());
    /// ```
    #[must_use]
    pub const fn is_retired(&self) -> bool {
        self.retired
    }

    fn texts(&self, locale: Locale) -> TextsAt {
        self.texts[locale.index()]
    }

    /// Whether this entry is the answer for its usual status if nothing else is known. Its messages may then say no
    /// more than the status.
    pub(crate) fn is_general(&self) -> bool {
        self.statuses().first().is_some_and(|usual| self.default_for().contains(usual))
    }

    /// The messages that say no more than an ambiguous status, such as its name.
    pub(crate) fn status_names(&self) -> &'static [&'static str] {
        self.status_names.of(&API_VALUES)
    }
}

/// Shows the code, and the English title if English is compiled in.
impl core::fmt::Debug for Entry {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        let mut debug = f.debug_struct("Entry");
        debug.field("code", &self.code);
        if let Some(english) = ENGLISH {
            debug.field("title", &self.title(english));
        }
        debug.finish_non_exhaustive()
    }
}

/// Comparing the codes is enough: there is one entry for each code.
impl PartialEq for Entry {
    fn eq(&self, other: &Self) -> bool {
        self.code == other.code
    }
}

impl Eq for Entry {}

impl core::hash::Hash for Entry {
    fn hash<H: core::hash::Hasher>(&self, state: &mut H) {
        self.code.hash(state);
    }
}

impl Code {
    /// Everything that the catalog knows about this error.
    ///
    /// ```
    /// use openai_error_catalog::{Code, Locale};
    /// let entry = Code::QuotaExceeded.entry();
    /// assert_eq!(entry.title(Locale::En), "Quota exhausted");
    /// assert!(!entry.retry().is_retryable());
    /// ```
    #[must_use]
    pub const fn entry(self) -> &'static Entry {
        &ENTRIES[self as usize]
    }
}
