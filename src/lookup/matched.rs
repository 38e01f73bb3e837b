//! `Match`: the result of a lookup.

use core::fmt;
use core::time::Duration;

use crate::entry::Entry;
use crate::entry::category::Category;
use crate::entry::code::Code;
use crate::entry::exception::Exception;
use crate::entry::message::Message;
use crate::entry::message_row::MessageRow;
use crate::entry::message_texts::MessageTexts;
use crate::entry::scope::Scope;
use crate::lookup::diagnosis::Diagnosis;
use crate::lookup::guess::Guess;
use crate::lookup::match_kind::MatchKind;
#[cfg(feature = "alloc")]
use crate::lookup::owned::OwnedMatch;
use crate::lookup::reason::Reason;
use crate::lookup::response::ErrorResponse;
use crate::lookup::values::Captured;
use crate::lookup::values::{MaskedValues, Values};
use crate::matcher::found::Captures;
use crate::matcher::look_up::Answer;
use crate::retry::policy::{RetryPolicy, policy};
use crate::retry::verdict::Verdict;
use crate::text::locale::Locale;
use crate::text::pool::Texts;
use crate::wait;

/// An error that was found, with the values in its message.
///
/// `'m` is the lifetime of the message: values are pieces of it, not copies. To keep the result longer, use
/// [`Match::diagnosis`], or with an allocator [`Match::into_owned`].
///
/// `Debug` shows what was found and the values, with `***` for keys and tokens. It doesn't show the rest of the
/// message.
#[derive(Clone, Copy)]
pub struct Match<'m> {
    captured: Captured<'m>,
    code: Code,
    kind: MatchKind,
    status: Option<u16>,
    message: Option<u32>,
    retry: u8,
    scope: Scope,
    reason: Reason,
    literal: u16,
    /// Where the pattern begins and ends in the text.
    phrase: (u32, u32),
    guess: Option<Guess>,
    should_retry: Option<bool>,
    header_wait: Option<Duration>,
    reset: Option<Duration>,
}

impl<'m> Match<'m> {
    /// A match by a pattern.
    pub(crate) fn by_message(text: &'m str, answer: &Answer) -> Option<Self> {
        let found = &answer.found;
        let row = MessageRow::of(found.pattern)?;
        let kind = if answer.has_status { MatchKind::Message } else { MatchKind::MessageOtherStatus };
        let mut this = Match::new(text, row.code, kind, answer.status);
        this.message = Some(found.pattern);
        this.retry = row.retry;
        this.scope = row.scope;
        this.captured.captures = found.captures;
        this.literal = u16::try_from(found.literal).unwrap_or(u16::MAX);
        this.phrase = (answer.start, found.end);
        this.refine(None, None);
        Some(this)
    }

    /// A match by anything except a pattern.
    pub(crate) fn new(text: &'m str, code: Code, kind: MatchKind, status: Option<u16>) -> Self {
        Match {
            captured: Captured { text, captures: Captures::default(), param: None },
            code,
            kind,
            status,
            message: None,
            retry: code.entry().retry,
            scope: code.entry().scope(),
            reason: Reason::Policy,
            literal: 0,
            phrase: (0, 0),
            guess: None,
            should_retry: None,
            header_wait: None,
            reset: None,
        }
    }

    /// A match by the name of an exception alone.
    pub(crate) fn by_exception(text: &'m str, exception: Exception, code: Code, status: Option<u16>) -> Self {
        let mut this = Match::new(text, code, MatchKind::Exception, None);
        this.status = status.or(exception.statuses().map(|(from, _)| from));
        this
    }

    /// A guess by the words of the message.
    pub(crate) fn similar(text: &'m str, guess: Guess, status: Option<u16>) -> Self {
        let mut this = Match::new(text, guess.code, MatchKind::Similar, status);
        this.guess = Some(guess);
        this.refine(None, None);
        this
    }

    /// The same match, but decided by something other than the message. The values of the message are kept.
    pub(crate) fn decided_by(mut self, code: Code, kind: MatchKind) -> Self {
        self.kind = kind;
        self.message = None;
        self.guess = None;
        self.set_code(code, Reason::Policy);
        self
    }

    /// Makes it a match of an entry, with the policy and the scope of the entry.
    fn set_code(&mut self, code: Code, reason: Reason) {
        self.code = code;
        self.retry = code.entry().retry;
        self.scope = code.entry().scope();
        self.reason = reason;
    }

    /// Adds the other parts of a response.
    pub(crate) fn with_response(mut self, response: &ErrorResponse<'m>) -> Self {
        self.captured.param = response.param;
        self.should_retry = response.headers.should_retry();
        self.header_wait = response.named_wait();
        self.reset = response.headers.reset();
        self.refine(response.api_code, response.api_type);
        self
    }

    /// Applies the first refinement whose condition is true. For example, waiting doesn't help if a single request
    /// exceeds the rate limit, so that is a different error.
    fn refine(&mut self, api_code: Option<&str>, api_type: Option<&str>) {
        // If no pattern captured the number, the one after the word that announces it counts.
        let announced = self.message.is_none();
        for refine in self.code.entry().refinements() {
            // A recognized message is more reliable than the code or type of the response.
            let has_code =
                refine.api_code.is_none_or(|value| self.message.is_none() && Some(value) == api_code.or(api_type));
            let number = |value| self.captured.number(announced, value);
            let wait = || self.header_wait.or_else(|| self.named_wait());
            if has_code && refine.rule.is_true(number, wait) {
                self.set_code(refine.code, Reason::Numbers);
                return;
            }
        }
    }

    /// Whether the message is nothing but the name of the status.
    fn is_name_of_a_status(&self) -> bool {
        let names = self.entry().status_names();
        if names.is_empty() || !self.kind.is_recognized() || self.has_values() {
            return false;
        }
        let phrase = self.phrase();
        let rest = self.text().get(phrase.end..).unwrap_or("");
        let name = self.text().get(phrase).unwrap_or("");
        names.iter().any(|known| known.eq_ignore_ascii_case(name.trim())) && !rest.contains(char::is_alphanumeric)
    }

    /// The message as it was given, including any keys in it. For a pasted text, the part in which the error was found.
    ///
    /// ```
    /// use openai_error_catalog::Catalog;
    /// let found = Catalog::by_message("Error code: 503 - Slow down").unwrap();
    /// assert_eq!(found.text(), "Error code: 503 - Slow down");
    /// ```
    #[must_use]
    pub const fn text(&self) -> &'m str {
        self.captured.text
    }

    /// How much literal text the pattern has, in bytes.
    pub(crate) fn literal(&self) -> u16 {
        self.literal
    }

    /// Whether the message has a value that its pattern captures.
    pub(crate) fn has_values(&self) -> bool {
        !self.captured.captures.as_slice().is_empty()
    }

    /// Where the pattern begins and ends in the text, in bytes.
    pub(crate) fn phrase(&self) -> core::ops::Range<usize> {
        self.phrase.0 as usize..self.phrase.1 as usize
    }

    /// The result without the message, to store it, send it to another thread, or return it as an error.
    ///
    /// This reads the wait from the message, so it takes as long as [`Match::retry_after`].
    ///
    /// ```
    /// use openai_error_catalog::{Catalog, Code, Diagnosis};
    /// fn diagnose(body: String) -> Option<Diagnosis> {
    ///     Catalog::by_message(&body).map(|found| found.diagnosis())
    /// }
    /// let diagnosis = diagnose("Slow down".to_owned()).unwrap();
    /// assert_eq!(diagnosis.code(), Code::SlowDown);
    /// assert_eq!(diagnosis.to_string(), "Slow down (slow_down): retry");
    /// ```
    #[must_use]
    pub fn diagnosis(&self) -> Diagnosis {
        let (verdict, reason) = self.judge();
        Diagnosis {
            code: self.code,
            kind: self.kind,
            status: self.status,
            verdict,
            reason,
            scope: self.scope,
            retry: self.retry,
            own: self.own().map(|own| own.first),
            margin: self.guess.map(|guess| guess.margin_units()),
            retry_after: self.retry_after(),
        }
    }

    /// The diagnosis with copies of the values.
    ///
    /// ```
    /// use openai_error_catalog::{Catalog, OwnedMatch};
    /// fn explain(line: String) -> Option<OwnedMatch> {
    ///     Catalog::explain(&line).map(|found| found.into_owned())
    /// }
    /// let found = explain("Error code: 400 - Unknown parameter: 'foo'.".to_owned()).unwrap();
    /// assert_eq!((found.status(), found.value("param")), (Some(400), Some("foo")));
    /// ```
    #[cfg(feature = "alloc")]
    #[must_use]
    pub fn into_owned(self) -> OwnedMatch {
        OwnedMatch {
            diagnosis: self.diagnosis(),
            values: self.values().map(|(name, value)| (name, value.into())).collect(),
        }
    }

    /// Which error it is.
    ///
    /// ```
    /// use openai_error_catalog::{Catalog, Code};
    /// let found = Catalog::by_status_and_message(429, "You exceeded your current quota.").unwrap();
    /// assert_eq!(found.code(), Code::QuotaExceeded);
    /// ```
    #[must_use]
    pub const fn code(&self) -> Code {
        self.code
    }

    /// Everything that the catalog knows about the error.
    ///
    /// ```
    /// use openai_error_catalog::{Catalog, Locale};
    /// let found = Catalog::by_message("The engine is currently overloaded, please try again later").unwrap();
    /// assert!(found.entry().steps(Locale::En).len() > 1);
    /// ```
    #[must_use]
    pub const fn entry(&self) -> &'static Entry {
        self.code.entry()
    }

    /// What decided: the message, the API's code, or only the status.
    ///
    /// ```
    /// use openai_error_catalog::{Catalog, MatchKind};
    /// let found = Catalog::by_status_and_message(502, "words that nobody knows").unwrap();
    /// assert_eq!(found.kind(), MatchKind::Status);
    /// ```
    #[must_use]
    pub const fn kind(&self) -> MatchKind {
        self.kind
    }

    /// How much likelier a guess ([`MatchKind::Similar`]) is than the second best error, as a natural logarithm: 0 is a
    /// tie, 1 means *e* times as likely. `None` if the match is not a guess.
    ///
    /// If you want fewer but more reliable guesses, ignore those below some margin: 3 is strict.
    ///
    /// ```
    /// use openai_error_catalog::{Catalog, Code, MatchKind};
    /// let found = Catalog::by_status_and_message(400, "your prompt has more tokens than our context can hold").unwrap();
    /// assert_eq!((found.code(), found.kind()), (Code::ContextLengthExceeded, MatchKind::Similar));
    /// assert!(found.margin() > Some(1.0));
    /// ```
    #[must_use]
    pub fn margin(&self) -> Option<f32> {
        self.guess.map(|guess| guess.margin())
    }

    /// The HTTP status that was given, or that the text has in front of the message (`Error code: 429 - …`); `None` if
    /// there is none.
    ///
    /// ```
    /// use openai_error_catalog::Catalog;
    /// let found = Catalog::by_message("Error code: 429 - You exceeded your current quota.").unwrap();
    /// assert_eq!(found.status(), Some(429));
    /// ```
    #[must_use]
    pub const fn status(&self) -> Option<u16> {
        self.status
    }

    /// The pattern that matches the message; `None` if something else decided.
    ///
    /// ```
    /// use openai_error_catalog::Catalog;
    /// let found = Catalog::by_message("Slow down").unwrap();
    /// assert_eq!(found.pattern().map(|message| message.pattern()), Some("Slow Down"));
    /// ```
    #[must_use]
    pub fn pattern(&self) -> Option<Message> {
        self.message.map(|number| Message { number })
    }

    /// The value with this name; `None` if the message doesn't have it. [`Value::all`](crate::Value::all) lists the
    /// names: `limit`, `used`, `requested`, `wait`, `model`, `param`, …
    ///
    /// ```
    /// use openai_error_catalog::Catalog;
    /// let found = Catalog::by_message("Rate limit reached for gpt-4o on tokens per min (TPM): \
    ///     Limit 30000, Used 28500, Requested 2000.").unwrap();
    /// assert_eq!(found.value("used"), Some("28500"));
    /// assert_eq!(found.value("wait"), None);
    /// ```
    #[must_use]
    pub fn value(&self, name: &str) -> Option<&'m str> {
        self.values().find(|(known, _)| *known == name).map(|(_, value)| value)
    }

    /// All values with their names: first those that the pattern captures, in the order of the message; then `wait`, if
    /// it is elsewhere in the message ("Please try again in 20s"); then `param`, if it is only in the response's field
    /// of that name.
    ///
    /// ```
    /// use openai_error_catalog::Catalog;
    /// let found = Catalog::by_message("Unknown parameter: 'input[3].status'.").unwrap();
    /// assert_eq!(found.values().collect::<Vec<_>>(), [("param", "input[3].status")]);
    /// ```
    pub const fn values(&self) -> Values<'m> {
        Values { captured: self.captured, with_wait: self.message.is_some() || self.guess.is_some(), place: 0 }
    }

    /// What the server says, and the usual reason: the message's own text if
    /// it has one, otherwise the entry's.
    ///
    /// ```
    /// use openai_error_catalog::{Catalog, Locale};
    /// let found = Catalog::by_message("Proxy connection timed out").unwrap();
    /// assert_ne!(found.cause(Locale::En), found.entry().cause(Locale::En));
    /// ```
    #[must_use]
    pub fn cause(&self, locale: Locale) -> &'static str {
        self.entry().cause_of(self.own(), locale)
    }

    /// What most often ends the problem: the message's own text if it has one, otherwise the entry's.
    ///
    /// ```
    /// use openai_error_catalog::{Catalog, Locale};
    /// let found = Catalog::by_message("Proxy connection timed out").unwrap();
    /// assert!(found.solution(Locale::En).starts_with("Retry"));
    /// ```
    #[must_use]
    pub fn solution(&self, locale: Locale) -> &'static str {
        self.entry().solution_of(self.own(), locale)
    }

    /// What to do, in order: the message's own steps if it has any, otherwise the entry's.
    ///
    /// ```
    /// use openai_error_catalog::{Catalog, Locale};
    /// let found = Catalog::by_message("Slow down").unwrap();
    /// assert!(found.steps(Locale::En).eq(found.entry().steps(Locale::En)));
    /// ```
    pub fn steps(&self, locale: Locale) -> Texts {
        self.entry().steps_of(self.own(), locale)
    }

    /// The message's own texts, if it has any. They don't apply if the numbers in the message make it a different
    /// error.
    fn own(&self) -> Option<&'static MessageTexts> {
        let number = self.message?;
        let row = MessageRow::of(number).filter(|row| row.code == self.code);
        row.and_then(|_| MessageTexts::of(number))
    }

    /// The retry policy. If retrying can't help, [`RetryPolicy::is_retryable`] is false.
    ///
    /// ```
    /// use openai_error_catalog::Catalog;
    /// let found = Catalog::by_status_and_message(503, "Slow Down").unwrap();
    /// assert_eq!(found.retry().name(), "hold_rate");
    /// ```
    #[must_use]
    pub const fn retry(&self) -> &'static RetryPolicy {
        policy(self.retry)
    }

    /// What has to change so that the call succeeds: the request, the key, the account, or nothing but time. A gateway
    /// uses it after [`Verdict::Stop`], or when the retries are used up, to decide what to try next.
    ///
    /// ```
    /// use openai_error_catalog::{Catalog, Scope};
    /// let quota = Catalog::by_status_and_message(429, "You exceeded your current quota.").unwrap();
    /// assert_eq!(quota.scope(), Scope::Account);
    /// assert!(quota.scope().other_account_helps() && !quota.scope().other_key_helps());
    /// ```
    #[must_use]
    pub const fn scope(&self) -> Scope {
        self.scope
    }

    /// Whether to send the same request again. This is advice: a caller that has other keys, models, or providers can
    /// decide differently.
    ///
    /// The first of these that applies decides:
    /// 1. numbers that no wait can fix (`requested` is greater than `limit`, `limit` is 0): stop;
    /// 2. `x-should-retry: false`: stop; `true`: retry, unless the message or the code means an error that waiting
    ///    can't fix;
    /// 3. a guess of a retryable error, if an error that no retry can fix is almost as likely: the verdict for the
    ///    status alone, or unknown if there is no status;
    /// 4. a bare status that both retryable and final errors come with, such as 429: unknown;
    /// 5. the policy of the message, or of the entry.
    ///
    /// [`Match::reason`] says which of them it was.
    ///
    /// ```
    /// use openai_error_catalog::{Catalog, Verdict};
    /// let quota = Catalog::by_status_and_message(429, "You exceeded your current quota.").unwrap();
    /// assert_eq!(quota.verdict(), Verdict::Stop);
    /// let rate = Catalog::by_status_and_message(429, "Rate limit reached for requests").unwrap();
    /// assert_eq!(rate.verdict(), Verdict::Retry);
    /// ```
    #[must_use]
    pub fn verdict(&self) -> Verdict {
        self.judge().0
    }

    /// Why the verdict is what it is.
    ///
    /// ```
    /// use openai_error_catalog::{Catalog, Reason, Verdict};
    /// let found = Catalog::by_status_and_message(429, "").unwrap();
    /// assert_eq!((found.verdict(), found.reason()), (Verdict::Unknown, Reason::AmbiguousStatus));
    /// ```
    #[must_use]
    pub fn reason(&self) -> Reason {
        self.judge().1
    }

    fn judge(&self) -> (Verdict, Reason) {
        let by_policy = self.retry().verdict();
        if self.reason == Reason::Numbers && by_policy == Verdict::Stop {
            return (Verdict::Stop, Reason::Numbers);
        }
        let is_named = self.is_name_of_a_status();
        let only_status = self.kind == MatchKind::Status || self.kind == MatchKind::Exception || is_named;
        match self.should_retry {
            Some(false) => return (Verdict::Stop, Reason::ServerHeader),
            Some(true) if only_status || by_policy == Verdict::Retry => return (Verdict::Retry, Reason::ServerHeader),
            _ => {}
        }
        if let Some(verdict) = self.guess.and_then(|guess| guess.doubt()) {
            return (verdict, Reason::CloseCall);
        }
        let ambiguous = self.entry().ambiguous_statuses();
        if only_status && self.status.map_or(is_named, |status| ambiguous.contains(&status)) {
            return (Verdict::Unknown, Reason::AmbiguousStatus);
        }
        (by_policy, self.reason)
    }

    /// The wait that the server asks for; `None` if there is none, or if it makes no sense: zero, negative, not a
    /// number, or more than 31 days.
    ///
    /// The first of these that has a wait counts:
    /// 1. the headers `retry-after-ms`, `x-ms-retry-after-ms`, and `retry-after` (seconds, or with the feature
    ///    `http-date` a date);
    /// 2. a field of the body (`retry_after`, `resets_in_seconds`, …);
    /// 3. the message ("try again in 1.898s");
    /// 4. for errors of [`Category::Capacity`], the headers `x-ratelimit-reset-requests` and
    ///    `x-ratelimit-reset-tokens`: that of the exhausted limit, otherwise the longer one.
    ///
    /// An error that waiting can't fix may also have a wait, so check the verdict first. The wait can be days long: cap
    /// it before you sleep, or let [`RetrySchedule`](crate::RetrySchedule) do so.
    ///
    /// ```
    /// use core::time::Duration;
    /// use openai_error_catalog::Catalog;
    /// let found = Catalog::by_message("Rate limit reached for gpt-4o on tokens per min (TPM): \
    ///     Limit 30000, Used 28500, Requested 2000. Please try again in 7m12s.").unwrap();
    /// assert_eq!(found.retry_after(), Some(Duration::from_secs(7 * 60 + 12)));
    /// ```
    #[must_use]
    pub fn retry_after(&self) -> Option<Duration> {
        let reset = self.reset.filter(|_| self.entry().category() == Category::Capacity);
        self.header_wait.or_else(|| self.named_wait()).or(reset)
    }

    /// The wait that the message contains.
    fn named_wait(&self) -> Option<Duration> {
        wait::duration(self.captured.wait()?)
    }
}

/// Two matches are equal if both the text and the result are the same.
impl PartialEq for Match<'_> {
    fn eq(&self, other: &Self) -> bool {
        let is_same = self.text() == other.text() && self.diagnosis() == other.diagnosis();
        is_same && self.pattern() == other.pattern() && self.values().eq(other.values())
    }
}

impl Eq for Match<'_> {}

impl From<Match<'_>> for Diagnosis {
    fn from(found: Match<'_>) -> Self {
        found.diagnosis()
    }
}

impl From<&Match<'_>> for Diagnosis {
    fn from(found: &Match<'_>) -> Self {
        found.diagnosis()
    }
}

#[cfg(feature = "alloc")]
impl From<Match<'_>> for OwnedMatch {
    fn from(found: Match<'_>) -> Self {
        found.into_owned()
    }
}

/// Writes the same line as [`Diagnosis`].
impl fmt::Display for Match<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.diagnosis().fmt(f)
    }
}

impl fmt::Debug for Match<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.diagnosis().debug("Match", f).field("values", &MaskedValues(|| self.values())).finish()
    }
}
