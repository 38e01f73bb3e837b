//! The result of a lookup.

use core::fmt;
use core::time::Duration;

use crate::entry::name::name;
use crate::entry::policy;
use crate::iter::{Texts, Values};
use crate::lookup::explain::floor_boundary;
use crate::lookup::guess::Guess;
use crate::lookup::response::ErrorResponse;
use crate::matcher::Answer;
use crate::matcher::found::{Capture, Captures, MAX_CAPTURES};
use crate::tables::{MessageRow, OwnTexts, Rule, VALUES, WAITS, texts};
use crate::{
    Category, Code, Diagnosis, Entry, Exception, Locale, Message, RetryPolicy, Scope, Value, Verdict, matcher, wait,
};

/// An error that was found, with the values in its message.
///
/// `'m` is the lifetime of the message: values are pieces of it, not copies. To outlive the message, use
/// [`Match::diagnosis`], or with an allocator [`Match::into_owned`].
///
/// `Debug` shows what was found and the values, with `***` for keys and tokens; not the rest of the message.
#[derive(Clone, Copy)]
pub struct Match<'m> {
    text: &'m str,
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
    captures: Captures,
    guess: Option<Guess>,
    param: Option<&'m str>,
    should_retry: Option<bool>,
    header_wait: Option<Duration>,
    reset: Option<Duration>,
}

/// What decided which error it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum MatchKind {
    /// The message, with a status that this error comes with, or with none given.
    Message,
    /// The message; the status is not one that this error comes with. Proxies rewrite statuses.
    MessageOtherStatus,
    /// The API's own `error.code`.
    ApiCode,
    /// The API's own `error.type`.
    ApiType,
    /// The name of a client's exception.
    Exception,
    /// A guess: no pattern matches the message, but its words resemble those of this error. [`Match::margin`] says how
    /// clearly. No values are captured.
    Similar,
    /// The status alone: nothing else was recognized.
    Status,
}

impl MatchKind {
    /// All of them, the most reliable first.
    pub const ALL: &'static [MatchKind] = &[
        MatchKind::Message,
        MatchKind::MessageOtherStatus,
        MatchKind::ApiCode,
        MatchKind::ApiType,
        MatchKind::Exception,
        MatchKind::Similar,
        MatchKind::Status,
    ];

    /// `message`, `message_other_status`, `api_code`, `api_type`, `exception`, `similar`, or `status`.
    ///
    /// ```
    /// use openai_error_catalog::MatchKind;
    /// assert_eq!(MatchKind::Status.as_str(), "status");
    /// ```
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            MatchKind::Message => "message",
            MatchKind::MessageOtherStatus => "message_other_status",
            MatchKind::ApiCode => "api_code",
            MatchKind::ApiType => "api_type",
            MatchKind::Exception => "exception",
            MatchKind::Similar => "similar",
            MatchKind::Status => "status",
        }
    }

    /// Whether a pattern recognized the message. False for guesses, and if a code, a type, an exception, or a
    /// status decided.
    ///
    /// ```
    /// use openai_error_catalog::MatchKind;
    /// assert!(MatchKind::Message.is_recognized());
    /// assert!(!MatchKind::Similar.is_recognized());
    /// ```
    #[must_use]
    pub const fn is_recognized(self) -> bool {
        matches!(self, MatchKind::Message | MatchKind::MessageOtherStatus)
    }
}

/// Why a verdict is what it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Reason {
    /// The policy of the entry, or of the message.
    Policy,
    /// The response's header `x-should-retry`.
    ServerHeader,
    /// Numbers: Requested above Limit, a Limit of 0, or the length of a wait.
    Numbers,
    /// Only a status that both retryable and final errors come with.
    AmbiguousStatus,
    /// The words fit a retryable error, but errors that no retry can fix almost as well.
    CloseCall,
}

impl Reason {
    /// All reasons.
    pub const ALL: &'static [Reason] =
        &[Reason::Policy, Reason::ServerHeader, Reason::Numbers, Reason::AmbiguousStatus, Reason::CloseCall];

    /// `policy`, `server_header`, `numbers`, `ambiguous_status`, or `close_call`.
    ///
    /// ```
    /// use openai_error_catalog::Reason;
    /// assert_eq!(Reason::Numbers.as_str(), "numbers");
    /// ```
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Reason::Policy => "policy",
            Reason::ServerHeader => "server_header",
            Reason::Numbers => "numbers",
            Reason::AmbiguousStatus => "ambiguous_status",
            Reason::CloseCall => "close_call",
        }
    }
}

impl<'m> Match<'m> {
    /// By a pattern.
    pub(crate) fn by_message(text: &'m str, answer: &Answer) -> Option<Self> {
        let found = &answer.found;
        let row = MessageRow::of(found.pattern)?;
        let kind = if answer.has_status { MatchKind::Message } else { MatchKind::MessageOtherStatus };
        let mut this = Match::new(text, row.code, kind, answer.status);
        this.message = Some(found.pattern);
        this.retry = row.retry;
        this.scope = row.scope;
        this.captures = found.captures;
        this.literal = u16::try_from(found.literal).unwrap_or(u16::MAX);
        this.phrase = (answer.start, found.end);
        this.refine(None, None);
        Some(this)
    }

    /// By anything else.
    pub(crate) fn new(text: &'m str, code: Code, kind: MatchKind, status: Option<u16>) -> Self {
        Match {
            text,
            code,
            kind,
            status,
            message: None,
            retry: code.entry().retry,
            scope: code.entry().scope(),
            reason: Reason::Policy,
            literal: 0,
            phrase: (0, 0),
            captures: Captures::default(),
            guess: None,
            param: None,
            should_retry: None,
            header_wait: None,
            reset: None,
        }
    }

    /// By an exception's name alone.
    pub(crate) fn by_exception(text: &'m str, exception: Exception, code: Code, status: Option<u16>) -> Self {
        let mut this = Match::new(text, code, MatchKind::Exception, None);
        this.status = status.or(exception.statuses().map(|(from, _)| from));
        this
    }

    /// By the words of the message.
    pub(crate) fn similar(text: &'m str, guess: Guess, status: Option<u16>) -> Self {
        let mut this = Match::new(text, guess.code, MatchKind::Similar, status);
        this.guess = Some(guess);
        this.refine(None, None);
        this
    }

    /// The same match, decided by something else than the message: the values
    /// of the message stay.
    pub(crate) fn decided_by(mut self, code: Code, kind: MatchKind) -> Self {
        self.code = code;
        self.kind = kind;
        self.message = None;
        self.guess = None;
        self.retry = code.entry().retry;
        self.scope = code.entry().scope();
        self.reason = Reason::Policy;
        self
    }

    /// Adds the rest of a response.
    pub(crate) fn with_response(mut self, response: &ErrorResponse<'m>) -> Self {
        self.param = response.param;
        self.should_retry = response.headers.should_retry();
        self.header_wait = response.named_wait();
        self.reset = response.headers.reset();
        self.refine(response.api_code, response.api_type);
        self
    }

    /// Waiting doesn't help with a rate limit that the request alone exceeds: the
    /// numbers can make it a different error.
    fn refine(&mut self, api_code: Option<&str>, api_type: Option<&str>) {
        for refine in self.code.entry().refinements() {
            // The message's own words are more reliable than what usually comes with a code.
            let has_code =
                refine.api_code.is_none_or(|value| self.message.is_none() && Some(value) == api_code.or(api_type));
            let applies = has_code
                && match refine.rule {
                    Rule::IsZero(value) => self.number(value) == Some(0),
                    Rule::Above(left, right) => match (self.number(left), self.number(right)) {
                        (Some(left), Some(right)) => left > right,
                        _ => false,
                    },
                    Rule::WaitAtMost(limit) => {
                        let wait = self.header_wait.or_else(|| self.named_wait());
                        wait.is_some_and(|wait| wait <= Duration::from_millis(limit.into()))
                    }
                };
            if applies {
                self.code = refine.code;
                self.retry = refine.code.entry().retry;
                self.scope = refine.code.entry().scope();
                self.reason = Reason::Numbers;
                return;
            }
        }
    }

    /// Whether the message is nothing but the name of the status.
    fn is_name_of_a_status(&self) -> bool {
        let names = self.entry().status_names();
        if names.is_empty() || !self.kind.is_recognized() || !self.captures.as_slice().is_empty() {
            return false;
        }
        let phrase = self.phrase();
        let rest = self.text.get(phrase.end..).unwrap_or("");
        let name = self.text.get(phrase).unwrap_or("");
        names.iter().any(|known| known.eq_ignore_ascii_case(name.trim())) && !rest.contains(char::is_alphanumeric)
    }

    /// The message, or the pasted text, as it was given: whole, including any keys in it.
    ///
    /// ```
    /// use openai_error_catalog::Catalog;
    /// let found = Catalog::by_message("Error code: 503 - Slow down").unwrap();
    /// assert_eq!(found.text(), "Error code: 503 - Slow down");
    /// ```
    #[must_use]
    pub const fn text(&self) -> &'m str {
        self.text
    }

    /// How much literal text the pattern has, in bytes.
    pub(crate) fn literal(&self) -> u16 {
        self.literal
    }

    /// Whether the message has a value that its pattern captures.
    pub(crate) fn has_values(&self) -> bool {
        !self.captures.as_slice().is_empty()
    }

    /// Where the pattern begins and ends in the text, in bytes.
    pub(crate) fn phrase(&self) -> core::ops::Range<usize> {
        self.phrase.0 as usize..self.phrase.1 as usize
    }

    fn capture(&self, name: u8) -> Option<&'m str> {
        let capture = self.captures.as_slice().iter().find(|capture| capture.name == name)?;
        self.text.get(capture.start.into()..capture.end.into())
    }

    /// A number in thousandths: captured, or, if no pattern matches the message, after the word that announces it.
    fn number(&self, name: u8) -> Option<u64> {
        let announced = || {
            let word = VALUES.get(usize::from(name))?.word.filter(|_| self.message.is_none())?;
            number_behind(self.text, word)
        };
        thousandths(self.capture(name).or_else(announced)?)
    }

    /// What was found, without borrowing the message: to store, to send to another thread, to return as an error.
    ///
    /// The wait is read from the message here, so it costs what [`Match::retry_after`] costs.
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
        let own = self.own().and_then(|message| OwnTexts::of(message.number));
        Diagnosis {
            code: self.code,
            kind: self.kind,
            status: self.status,
            verdict,
            reason,
            scope: self.scope,
            retry: self.retry,
            own: own.map(|own| own.first),
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
    pub fn into_owned(self) -> crate::OwnedMatch {
        crate::OwnedMatch {
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

    /// Everything that the catalog knows about it.
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

    /// How clearly a guess by words ([`MatchKind::Similar`]) is ahead of the second best error: the natural logarithm
    /// of how much likelier it is. 0 is a tie, 1 means *e* times as likely. `None` if the match is not a guess.
    ///
    /// A caller who wants fewer but surer guesses can ignore those below some margin: 3 is strict.
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

    /// The status that was given, or that the text itself has before the
    /// message (`Error code: 429 - …`).
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

    /// The pattern that was recognized; `None` if something else decided.
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

    /// A value in the message; `None` if it isn't there. The names are listed in
    /// `catalog/values.toml`: `limit`, `used`, `requested`, `wait`, `model`, `param`, …
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

    /// All values of the message, in its order; then `wait`, if the message has
    /// one after the part that was recognized ("Please try again in 20s"), and `param`,
    /// if only the response's field of that name has it.
    ///
    /// ```
    /// use openai_error_catalog::Catalog;
    /// let found = Catalog::by_message("Unknown parameter: 'input[3].status'.").unwrap();
    /// assert_eq!(found.values().collect::<Vec<_>>(), [("param", "input[3].status")]);
    /// ```
    pub const fn values(&self) -> Values<'m> {
        Values { found: *self, place: 0 }
    }

    /// How many values there can be: the captured ones, a wait, and a parameter.
    pub(crate) const VALUE_PLACES: usize = MAX_CAPTURES + 2;

    pub(crate) fn value_at(&self, place: usize) -> Option<(&'static str, &'m str)> {
        const WAIT: usize = MAX_CAPTURES;
        const PARAM: usize = MAX_CAPTURES + 1;
        let lacks = |wanted: &str| self.values_captured().all(|(name, _)| name != wanted);
        match place {
            // A wait is searched in the whole message: only if the caller iterates that far.
            WAIT if (self.message.is_some() || self.guess.is_some()) && lacks("wait") => {
                self.phrased_wait().map(|wait| ("wait", wait))
            }
            WAIT => None,
            PARAM => self.param.filter(|_| lacks("param")).map(|param| ("param", param)),
            place => self.named_capture(self.captures.as_slice().get(place)?),
        }
    }

    fn values_captured(&self) -> impl Iterator<Item = (&'static str, &'m str)> {
        self.captures.as_slice().iter().filter_map(|capture| self.named_capture(capture))
    }

    fn named_capture(&self, capture: &Capture) -> Option<(&'static str, &'m str)> {
        let name = VALUES.get(usize::from(capture.name))?.name;
        Some((name, self.text.get(capture.start.into()..capture.end.into())?))
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
        self.own().and_then(|own| own.cause(locale)).unwrap_or_else(|| self.entry().cause(locale))
    }

    /// What most often ends the problem, as [`Match::cause`].
    ///
    /// ```
    /// use openai_error_catalog::{Catalog, Locale};
    /// let found = Catalog::by_message("Proxy connection timed out").unwrap();
    /// assert!(found.solution(Locale::En).starts_with("Retry"));
    /// ```
    #[must_use]
    pub fn solution(&self, locale: Locale) -> &'static str {
        self.own().and_then(|own| own.solution(locale)).unwrap_or_else(|| self.entry().solution(locale))
    }

    /// What to do, in order, as [`Match::cause`].
    ///
    /// ```
    /// use openai_error_catalog::{Catalog, Locale};
    /// let found = Catalog::by_message("Slow down").unwrap();
    /// assert!(found.steps(Locale::En).eq(found.entry().steps(Locale::En)));
    /// ```
    pub fn steps(&self, locale: Locale) -> Texts {
        let own = self.own().and_then(|own| own.steps_at(locale)).filter(|(_, steps)| *steps > 0);
        let (first, steps) = own.unwrap_or_else(|| self.entry().steps_at(locale));
        texts(first, steps)
    }

    /// The message, if its texts and its policy apply: numbers
    /// in it may have made it a different error.
    fn own(&self) -> Option<Message> {
        self.pattern().filter(|_| self.message.and_then(MessageRow::of).is_some_and(|row| row.code == self.code))
    }

    /// The retry policy; it also says if retrying can't help.
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

    /// What has to change for the call to work: the request, the key, the account, or only time. A gateway uses
    /// it after [`Verdict::Stop`], or when the retries are used up, to choose where to turn next.
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

    /// Whether to send the same request again. It is advice: a caller who knows
    /// more, of other keys, models, or providers to turn to, decides otherwise.
    ///
    /// In this order:
    /// 1. numbers that no wait can fix (Requested above Limit, Limit 0): stop;
    /// 2. `x-should-retry: false`: stop; `true`: retry, unless what was
    ///    recognized is an error that waiting can't fix;
    /// 3. a status that both retryable and final errors come with, and nothing else
    ///    recognized, as a bare 429: unknown;
    /// 4. the policy of the message or its entry.
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
        let by_policy = if self.retry().is_retryable() { Verdict::Retry } else { Verdict::Stop };
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

    /// The wait that the server asks for; `None` if there is none, or one that
    /// makes no sense: zero, negative, not a number, more than 31 days.
    ///
    /// In this order: `retry-after-ms`, `x-ms-retry-after-ms`, `retry-after`
    /// (seconds, or a date if the response has a `now`); a field of the body
    /// (`retry_after`, `resets_in_seconds`, …); the message's own words
    /// ("try again in 1.898s"); for errors of capacity `x-ratelimit-reset-requests`
    /// and `-tokens`: that of the exhausted limit, otherwise the longer one.
    ///
    /// It may also exist for errors that waiting can't fix; the verdict decides. It can be days: cap it before you
    /// sleep, or let [`RetrySchedule`](crate::RetrySchedule) do so.
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

    /// The wait in the message's own words.
    fn named_wait(&self) -> Option<Duration> {
        let captured = self.values_captured().find(|(name, _)| *name == "wait").map(|(_, wait)| wait);
        wait::duration(captured.or_else(|| self.phrased_wait())?)
    }

    /// A wait anywhere in the message, after words that announce one.
    fn phrased_wait(&self) -> Option<&'m str> {
        WAITS.find(self.text)
    }
}

/// The same answer to the same text.
impl PartialEq for Match<'_> {
    fn eq(&self, other: &Self) -> bool {
        let is_same = self.text == other.text && self.diagnosis() == other.diagnosis();
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
impl From<Match<'_>> for crate::OwnedMatch {
    fn from(found: Match<'_>) -> Self {
        found.into_owned()
    }
}

/// As [`Diagnosis`].
impl fmt::Display for Match<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.diagnosis().fmt(f)
    }
}

impl fmt::Debug for Match<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.diagnosis().debug("Match", f).field("values", &Shown(|| self.values())).finish()
    }
}

/// Values for `Debug`: keys and tokens are masked.
pub(crate) struct Shown<F>(pub F);

impl<'v, I: Iterator<Item = (&'static str, &'v str)>, F: Fn() -> I> fmt::Debug for Shown<F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_map().entries((self.0)().map(|(name, value)| (name, Value::masked(name, value)))).finish()
    }
}

/// The first number that follows a word of the message, as in `Limit 30000` and `Limit: 0/1min`.
fn number_behind<'m>(message: &'m str, word: &str) -> Option<&'m str> {
    let message = message.get(..floor_boundary(message, matcher::WINDOW))?;
    let first = word.as_bytes().first()?;
    let mut rest = message;
    loop {
        let at = rest.bytes().position(|byte| byte.eq_ignore_ascii_case(first))?;
        rest = rest.get(at..)?;
        let before = message.get(..message.len() - rest.len()).unwrap_or("");
        let begins = !before.ends_with(|char: char| char.is_alphanumeric());
        let after = rest.get(..word.len()).filter(|start| begins && start.eq_ignore_ascii_case(word));
        if let Some(after) = after.and_then(|start| rest.get(start.len()..)) {
            let number = after.trim_start_matches([' ', ':', '=', '~']);
            let end = number.find(|char: char| !(char.is_ascii_digit() || matches!(char, '.' | ',' | '_')));
            let number = number.get(..end.unwrap_or(number.len())).unwrap_or("").trim_end_matches(['.', ',']);
            if number.len() < after.len() && number.starts_with(|char: char| char.is_ascii_digit()) {
                return Some(number);
            }
        }
        rest = rest.get(1..).or_else(|| rest.get(rest.chars().next()?.len_utf8()..))?;
    }
}

/// `2,000,000` or `10000.000000` in thousandths. `None` if it is not a number,
/// or a negative one.
fn thousandths(number: &str) -> Option<u64> {
    // Most are nothing but a few digits.
    if (1..=15).contains(&number.len()) && number.bytes().all(|byte| byte.is_ascii_digit()) {
        return Some(1000 * number.bytes().fold(0, |value, byte| 10 * value + u64::from(byte - b'0')));
    }
    let mut value: u64 = 0;
    // How many digits are before the point, and after it once there is one.
    let (mut digits, mut decimals) = (0_u32, None);
    for byte in number.bytes() {
        match (byte, &mut decimals) {
            // Less than a thousandth.
            (b'0'..=b'9', Some(3)) => {}
            (b'0'..=b'9', place) => {
                value = value.saturating_mul(10).saturating_add(u64::from(byte - b'0'));
                *place.as_mut().unwrap_or(&mut digits) += 1;
            }
            (b'.', place @ None) => *place = Some(0_u32),
            (b',' | b'_', None) if digits > 0 => {}
            _ => return None,
        }
    }
    if digits == 0 {
        return None;
    }
    Some(value.saturating_mul(10_u64.pow(3 - decimals.unwrap_or(0))))
}

name!(MatchKind, "kind of match");
name!(Reason, "reason");

#[cfg(test)]
mod tests {
    use super::{number_behind, thousandths};

    #[test]
    fn numbers_are_found_behind_their_word() {
        for (message, number) in [
            ("Rate limit reached: Limit 30000, Used 1", Some("30000")),
            ("for limit gpt-image) on images: Limit 0, Requested 1.", Some("0")),
            ("Limit: 0/1min.", Some("0")),
            ("limit=2,000,000.", Some("2,000,000")),
            ("LIMIT 5", Some("5")),
            ("Unlimited 7, delimit 8", None),
            ("limits 3", None),
            ("Limit", None),
            ("é limit é Limit ~9", Some("9")),
            ("", None),
        ] {
            assert_eq!(number_behind(message, "limit"), number, "{message:?}");
        }
    }

    #[test]
    fn numbers_are_read_as_messages_write_them() {
        assert_eq!(thousandths("30000"), Some(30_000_000));
        assert_eq!(thousandths("2,000,000"), Some(2_000_000_000));
        assert_eq!(thousandths("10020.000000"), Some(10_020_000));
        assert_eq!(thousandths("0"), Some(0));
        assert_eq!(thousandths("0.28"), Some(280));
        assert_eq!(thousandths("-15335"), None);
        assert_eq!(thousandths(""), None);
        assert_eq!(thousandths("99999999999999999999999"), Some(u64::MAX));
        assert_eq!(thousandths("1.23456"), Some(1_234));
        // Points between thousands could as well be decimals: better no number than a wrong one.
        for number in ["1.234.567", "1.234,5", "1.2345,6", ".5", "1 000"] {
            assert_eq!(thousandths(number), None, "{number}");
        }
    }
}
