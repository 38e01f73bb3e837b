//! The API's messages, as patterns.

use core::ops::Range;

use crate::entry::message_row::MessageRow;
use crate::entry::message_texts::MessageTexts;
use crate::entry::scope::Scope;
use crate::iter::macros::iterator;
use crate::retry::policy::{RetryPolicy, policy};
use crate::text::locale::Locale;
use crate::text::pool::{Texts, docs, texts};

/// One message of the API, as a pattern. [`Entry::messages`](crate::Entry::messages) and
/// [`Match::pattern`](crate::Match::pattern) return it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Message {
    pub(crate) number: u32,
}

impl Message {
    /// The pattern: the API's words, with `{placeholders}`, `{? optional parts}`, and `{one|other}`.
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

    /// Where the message was seen: an address, or the title of a source.
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

    /// The message's own cause: what the server says, and the usual reason. `None` if
    /// [`Entry::cause`](crate::Entry::cause) applies. A message whose retry policy differs from the entry's always has
    /// its own texts.
    ///
    /// ```
    /// use openai_error_catalog::{Code, Locale};
    /// let mut messages = Code::UrlDownloadFailed.entry().messages();
    /// assert!(messages.any(|message| message.cause(Locale::En).is_some()));
    /// ```
    #[must_use]
    pub fn cause(self, locale: Locale) -> Option<&'static str> {
        MessageTexts::of(self.number).map(|own| own.cause(locale))
    }

    /// The message's own solution: what most often ends the problem. `None` if
    /// [`Entry::solution`](crate::Entry::solution) applies.
    ///
    /// ```
    /// use openai_error_catalog::{Code, Locale};
    /// let mut messages = Code::UrlDownloadFailed.entry().messages();
    /// assert!(messages.any(|message| message.solution(Locale::En).is_some()));
    /// ```
    #[must_use]
    pub fn solution(self, locale: Locale) -> Option<&'static str> {
        MessageTexts::of(self.number).map(|own| own.solution(locale))
    }

    /// The message's own steps; empty if [`Entry::steps`](crate::Entry::steps) applies.
    ///
    /// ```
    /// use openai_error_catalog::{Code, Locale};
    /// let mut messages = Code::QuotaExceeded.entry().messages();
    /// assert!(messages.all(|message| message.steps(Locale::En).len() == 0));
    /// ```
    pub fn steps(self, locale: Locale) -> Texts {
        MessageTexts::of(self.number).map_or(texts(0, 0), |own| own.steps(locale))
    }

    /// What has to change so that the call succeeds: the message's own scope if it has one, otherwise the entry's.
    ///
    /// ```
    /// use openai_error_catalog::{Code, Scope};
    /// // If a URL in the request can't be downloaded, the request is at fault, but a timeout is temporary.
    /// let mut messages = Code::UrlDownloadFailed.entry().messages();
    /// assert!(messages.any(|message| message.scope() == Scope::Time));
    /// ```
    #[must_use]
    pub fn scope(self) -> Scope {
        MessageRow::of(self.number).map_or(Scope::Request, |row| row.scope)
    }

    /// The retry policy: the message's own if it has one, otherwise the entry's.
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

iterator! {
    /// The messages of an error. [`Entry::messages`](crate::Entry::messages) returns it.
    ///
    /// ```
    /// use openai_error_catalog::{Code, iter::Messages};
    /// let messages: Messages = Code::QuotaExceeded.entry().messages();
    /// assert!(messages.len() > 1);
    /// ```
    Messages(Range<u32>) -> Message, |number| Message { number }
}
