//! Entries: what is known about an error.

pub(crate) mod category;
pub(crate) mod code;
pub(crate) mod date;
pub(crate) mod exception;
pub(crate) mod name;
pub(crate) mod scope;
pub(crate) mod value;

use core::time::Duration;

use crate::entry::name::name;
use crate::iter::{Links, Messages, Sources, Texts};
use crate::tables::{
    API_VALUES, ENGLISH, EXAMPLES, EXCEPTION_LISTS, Entry, Example, LINK_LISTS, LINKS, Link, MessageRow, OwnTexts,
    POLICIES, REFINES, Refinement, Rule, SOURCE_LISTS, SOURCES, STATUSES, Source, TextsAt, VALUES, WRAPPER_COUNT, docs,
    text, texts,
};
use crate::{Category, Code, Date, Exception, Locale, RetryPolicy, Scope};

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

    /// The statuses for which this entry is the answer when no message is recognized.
    ///
    /// ```
    /// use openai_error_catalog::Code;
    /// assert_eq!(Code::BadGateway.entry().default_for(), [502]);
    /// ```
    #[must_use]
    pub const fn default_for(&self) -> &'static [u16] {
        self.default_for.of(&STATUSES)
    }

    /// Those of [`Entry::default_for`] that alone don't show whether a retry can help.
    ///
    /// ```
    /// use openai_error_catalog::Code;
    /// // 429 is "too many requests" as well as "your credit is used up".
    /// assert_eq!(Code::RateLimitReached.entry().ambiguous_statuses(), [429]);
    /// ```
    #[must_use]
    pub const fn ambiguous_statuses(&self) -> &'static [u16] {
        self.ambiguous_statuses.of(&STATUSES)
    }

    /// Who has to act: the caller or the server, or whether load or the network is the cause.
    ///
    /// ```
    /// use openai_error_catalog::{Category, Code};
    /// assert_eq!(Code::ServerError.entry().category(), Category::Server);
    /// ```
    #[must_use]
    pub const fn category(&self) -> Category {
        self.category
    }

    /// What has to change for the call to work. [`Scope::Time`] exactly if the error is retryable.
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

    /// The retry policy; it also says if retrying can't help.
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

    /// Those of [`Entry::api_codes`] that the API sends with other errors too: a
    /// message may override them.
    ///
    /// ```
    /// use openai_error_catalog::Code;
    /// assert!(Code::InvalidParameterValue.entry().vague_api_codes().contains(&"invalid_value"));
    /// ```
    #[must_use]
    pub const fn vague_api_codes(&self) -> &'static [&'static str] {
        self.vague_api_codes.of(&API_VALUES)
    }

    /// Values of `error.code` that came with this error, but usually mean a different one.
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

    /// The possible reasons, most likely first.
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
        let (first, steps) = self.steps_at(locale);
        texts(first, steps)
    }

    /// Where the steps begin, and how many there are.
    pub(crate) fn steps_at(&self, locale: Locale) -> (u32, u8) {
        let at = self.texts(locale);
        (at.first + 3 + u32::from(at.reasons), at.steps)
    }

    /// How to keep it from coming back; empty if there is nothing to say.
    ///
    /// ```
    /// use openai_error_catalog::{Code, Locale};
    /// assert!(Code::QuotaExceeded.entry().prevention(Locale::En).len() > 0);
    /// ```
    pub fn prevention(&self, locale: Locale) -> Texts {
        let at = self.texts(locale);
        texts(at.first + 3 + u32::from(at.reasons) + u32::from(at.steps), at.prevention)
    }

    /// Other words that people use for it, for [`Catalog::search`](crate::Catalog::search);
    /// often none.
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

    /// Pages that help; the steps refer to them by title.
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

    /// Where the facts come from.
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

    /// Conditions on numbers in a message that make this error a different one, in the order
    /// in which they are tried.
    ///
    /// ```
    /// use openai_error_catalog::Code;
    /// // `requested` greater than `limit` makes it a request that is too large.
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

    /// True for an error that the API no longer sends. Its entry stays.
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

    /// Messages that say no more than an ambiguous status: its name.
    pub(crate) fn status_names(&self) -> &'static [&'static str] {
        self.status_names.of(&API_VALUES)
    }
}

pub(crate) const fn policy(number: u8) -> &'static RetryPolicy {
    &POLICIES[number as usize]
}

/// Its code, and its English title if English is compiled in.
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

/// There is one entry for each code.
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

impl Example {
    /// What the two texts are.
    ///
    /// ```
    /// use openai_error_catalog::{Code, ExampleKind};
    /// assert_eq!(Code::UnsupportedParameter.entry().examples()[0].kind(), ExampleKind::Json);
    /// ```
    #[must_use]
    pub const fn kind(&self) -> ExampleKind {
        self.kind
    }

    /// The request that causes the error.
    ///
    /// ```
    /// use openai_error_catalog::Code;
    /// assert!(Code::EmptyValue.entry().examples()[0].wrong().contains("\"tool_calls\": []"));
    /// ```
    #[must_use]
    pub fn wrong(&self) -> &'static str {
        text(self.first)
    }

    /// The corrected request.
    ///
    /// ```
    /// use openai_error_catalog::Code;
    /// assert!(!Code::EmptyValue.entry().examples()[0].right().contains("tool_calls"));
    /// ```
    #[must_use]
    pub fn right(&self) -> &'static str {
        text(self.first + 1)
    }
}

/// What an [`Example`] is written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum ExampleKind {
    /// A request body or a part of one.
    Json,
    /// Lines for a POSIX shell.
    Shell,
}

impl ExampleKind {
    /// All kinds of examples.
    pub const ALL: &'static [ExampleKind] = &[ExampleKind::Json, ExampleKind::Shell];

    /// `json` or `shell`.
    ///
    /// ```
    /// use openai_error_catalog::ExampleKind;
    /// assert_eq!(ExampleKind::Shell.as_str(), "shell");
    /// ```
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            ExampleKind::Json => "json",
            ExampleKind::Shell => "shell",
        }
    }
}

impl Link {
    /// All pages that entries refer to.
    ///
    /// ```
    /// use openai_error_catalog::Link;
    /// assert!(Link::all().iter().any(|link| link.url() == "https://status.openai.com/"));
    /// ```
    #[must_use]
    pub fn all() -> &'static [Link] {
        &LINKS
    }

    /// The link's name in the catalog.
    ///
    /// ```
    /// use openai_error_catalog::Code;
    /// assert_eq!(Code::QuotaExceeded.entry().links().next().map(|link| link.id()), Some("billing"));
    /// ```
    #[must_use]
    pub const fn id(&self) -> &'static str {
        self.id
    }

    /// The page's address.
    ///
    /// ```
    /// use openai_error_catalog::Code;
    /// assert!(Code::SlowDown.entry().links().all(|link| link.url().starts_with("https://")));
    /// ```
    #[must_use]
    pub const fn url(&self) -> &'static str {
        self.url
    }

    /// The page's title, as used in the texts.
    ///
    /// ```
    /// use openai_error_catalog::{Code, Locale};
    /// let titles: Vec<_> = Code::QuotaExceeded.entry().links().map(|link| link.title(Locale::En)).collect();
    /// assert!(titles.contains(&"billing page"));
    /// ```
    #[must_use]
    pub fn title(&self, locale: Locale) -> &'static str {
        text(self.titles + locale.index() as u32)
    }
}

impl Source {
    /// All sources that entries refer to.
    ///
    /// ```
    /// use openai_error_catalog::Source;
    /// assert!(Source::all().iter().any(|source| source.id() == "openai-error-codes"));
    /// ```
    #[must_use]
    pub fn all() -> &'static [Source] {
        &SOURCES
    }

    /// The source's name in the catalog.
    ///
    /// ```
    /// use openai_error_catalog::Code;
    /// assert!(Code::SlowDown.entry().sources().any(|source| source.id() == "openai-error-codes"));
    /// ```
    #[must_use]
    pub const fn id(&self) -> &'static str {
        self.id
    }

    /// What it is, in English.
    ///
    /// ```
    /// use openai_error_catalog::Code;
    /// assert!(Code::SlowDown.entry().sources().all(|source| !source.title().is_empty()));
    /// ```
    #[must_use]
    pub const fn title(&self) -> &'static str {
        self.title
    }

    /// Its address, if it is one page.
    ///
    /// ```
    /// use openai_error_catalog::Code;
    /// let mut urls = Code::SlowDown.entry().sources().filter_map(|source| source.url());
    /// assert!(urls.any(|url| url == "https://developers.openai.com/api/docs/guides/error-codes"));
    /// ```
    #[must_use]
    pub const fn url(&self) -> Option<&'static str> {
        self.url
    }
}

/// One message of the API, as a pattern. [`Entry::messages`] and
/// [`Match::pattern`](crate::Match::pattern) return it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Message {
    pub(crate) number: u32,
}

impl Message {
    /// The API's words, with `{placeholders}`, `{? optional parts}` and `{one|other}`.
    ///
    /// ```
    /// use openai_error_catalog::Catalog;
    /// let found = Catalog::by_message("Unknown parameter: 'foo'.").unwrap();
    /// assert_eq!(found.pattern().map(|message| message.pattern().contains("{param}")), Some(true));
    /// ```
    #[must_use]
    pub fn pattern(self) -> &'static str {
        docs(self.number * 2)
    }

    /// Where it was seen: an address, or the title of a source.
    ///
    /// ```
    /// use openai_error_catalog::Code;
    /// assert!(Code::QuotaExceeded.entry().messages().all(|message| !message.source().is_empty()));
    /// ```
    #[must_use]
    pub fn source(self) -> &'static str {
        docs(self.number * 2 + 1)
    }

    /// The statuses that this message comes with.
    ///
    /// ```
    /// use openai_error_catalog::Code;
    /// assert!(Code::QuotaExceeded.entry().messages().all(|message| message.statuses().contains(&429)));
    /// ```
    #[must_use]
    pub fn statuses(self) -> &'static [u16] {
        MessageRow::of(self.number).map_or(&[], MessageRow::statuses)
    }

    /// What the server says with this message, if its policy differs from
    /// the entry's; `None` if the entry's cause applies.
    ///
    /// ```
    /// use openai_error_catalog::{Code, Locale};
    /// let mut messages = Code::UrlDownloadFailed.entry().messages();
    /// assert!(messages.any(|message| message.cause(Locale::En).is_some()));
    /// ```
    #[must_use]
    pub fn cause(self, locale: Locale) -> Option<&'static str> {
        self.own(locale).map(|(first, _)| text(first))
    }

    /// What ends the problem with this message, as [`Message::cause`].
    ///
    /// ```
    /// use openai_error_catalog::{Code, Locale};
    /// let mut messages = Code::UrlDownloadFailed.entry().messages();
    /// assert!(messages.any(|message| message.solution(Locale::En).is_some()));
    /// ```
    #[must_use]
    pub fn solution(self, locale: Locale) -> Option<&'static str> {
        self.own(locale).map(|(first, _)| text(first + 1))
    }

    /// The steps of this message alone; empty if the entry's steps apply.
    ///
    /// ```
    /// use openai_error_catalog::{Code, Locale};
    /// let mut messages = Code::QuotaExceeded.entry().messages();
    /// assert!(messages.all(|message| message.steps(Locale::En).len() == 0));
    /// ```
    pub fn steps(self, locale: Locale) -> Texts {
        let (first, steps) = self.steps_at(locale).unwrap_or((0, 0));
        texts(first, steps)
    }

    /// Where these steps begin, and how many there are.
    pub(crate) fn steps_at(self, locale: Locale) -> Option<(u32, u8)> {
        self.own(locale).map(|(first, steps)| (first + 2, steps))
    }

    fn own(self, locale: Locale) -> Option<(u32, u8)> {
        OwnTexts::of(self.number).map(|own| own.texts[locale.index()])
    }

    /// What has to change for the call to work: as the entry says, unless the message says more.
    ///
    /// ```
    /// use openai_error_catalog::{Code, Scope};
    /// // A download from a URL in the request fails because of the request; its timeout is temporary.
    /// let mut messages = Code::UrlDownloadFailed.entry().messages();
    /// assert!(messages.any(|message| message.scope() == Scope::Time));
    /// ```
    #[must_use]
    pub fn scope(self) -> Scope {
        MessageRow::of(self.number).map_or(Scope::Request, |row| row.scope)
    }

    /// This message's policy: the entry's, unless the message says more.
    ///
    /// ```
    /// use openai_error_catalog::Code;
    /// assert!(Code::QuotaExceeded.entry().messages().all(|message| !message.retry().is_retryable()));
    /// ```
    #[must_use]
    pub fn retry(self) -> &'static RetryPolicy {
        policy(MessageRow::of(self.number).map_or(0, |row| row.retry))
    }
}

/// What clients and gateways put before the API's words, as a pattern.
/// [`Catalog::wrappers`](crate::Catalog::wrappers) returns all of them; lookups
/// strip them automatically.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Wrapper {
    first: u32,
}

/// All [`Wrapper`]s.
pub type Wrappers = core::iter::Map<core::ops::Range<u32>, fn(u32) -> Wrapper>;

impl Wrapper {
    pub(crate) fn all() -> Wrappers {
        (0..WRAPPER_COUNT).map(|number| Wrapper { first: (MessageRow::COUNT + number) * 2 })
    }

    /// The words, with `{placeholders}`, `{? optional parts}` and `{one|other}`.
    ///
    /// ```
    /// use openai_error_catalog::Catalog;
    /// assert!(Catalog::wrappers().any(|wrapper| wrapper.pattern() == "{status} - "));
    /// ```
    #[must_use]
    pub fn pattern(self) -> &'static str {
        docs(self.first)
    }

    /// Where it was seen: an address, or the title of a source.
    ///
    /// ```
    /// use openai_error_catalog::Catalog;
    /// assert!(Catalog::wrappers().all(|wrapper| !wrapper.source().is_empty()));
    /// ```
    #[must_use]
    pub fn source(self) -> &'static str {
        docs(self.first + 1)
    }
}

impl Refinement {
    /// When it applies.
    ///
    /// ```
    /// use openai_error_catalog::export::Condition;
    /// use openai_error_catalog::Code;
    /// let refinements = Code::RateLimitReached.entry().refinements();
    /// assert_eq!(refinements.first().map(|one| one.condition()), Some(Condition::IsZero("limit")));
    /// ```
    #[must_use]
    pub fn condition(&self) -> Condition {
        let name = |value: u8| VALUES.get(usize::from(value)).map_or("", |value| value.name());
        match self.rule {
            Rule::IsZero(value) => Condition::IsZero(name(value)),
            Rule::Above(left, right) => Condition::IsAbove(name(left), name(right)),
            Rule::WaitAtMost(millis) => Condition::WaitAtMost(Duration::from_millis(millis.into())),
        }
    }

    /// It applies only if the API's own `error.code`, or `error.type` if
    /// there is no code, is this one.
    ///
    /// ```
    /// use openai_error_catalog::Code;
    /// let refinements = Code::QuotaExceeded.entry().refinements();
    /// assert_eq!(refinements.first().and_then(|one| one.api_code()), Some("insufficient_quota"));
    /// ```
    #[must_use]
    pub const fn api_code(&self) -> Option<&'static str> {
        self.api_code
    }

    /// The error that it becomes.
    ///
    /// ```
    /// use openai_error_catalog::Code;
    /// let refinements = Code::RateLimitReached.entry().refinements();
    /// assert!(refinements.iter().any(|one| one.code() == Code::RequestTooLarge));
    /// ```
    #[must_use]
    pub const fn code(&self) -> Code {
        self.code
    }
}

/// When a [`Refinement`] applies.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Condition {
    /// The value of this name is zero.
    IsZero(&'static str),
    /// The value of the first name is greater than that of the second.
    IsAbove(&'static str, &'static str),
    /// The server gives a wait of at most this length.
    WaitAtMost(Duration),
}

name!(ExampleKind, "kind of example");
