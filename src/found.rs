//! What a lookup answers.

use core::fmt;

use crate::entry::policy;
use crate::matcher::{Captures, Found};
use crate::tables::{MESSAGES, Rule, VALUES};
use crate::{Code, Entry, Message, Retry, Verdict};

/// An error that was found, with the values that its message names.
///
/// `'m` is the lifetime of the message: values are pieces of it, not copies.
#[derive(Clone, Copy, Debug)]
pub struct Match<'m> {
    text: &'m str,
    code: Code,
    kind: MatchKind,
    status: Option<u16>,
    message: Option<u32>,
    retry: u8,
    captures: Captures,
}

/// What decided.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum MatchKind {
    /// The message, with a status that this error comes with, or with none given.
    Message,
    /// The message; the status is another than this error's. Proxies rewrite statuses.
    MessageOtherStatus,
    /// The status alone: the message was not recognized.
    Status,
}

impl MatchKind {
    /// `message`, `message_other_status`, or `status`.
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
            MatchKind::Status => "status",
        }
    }
}

impl fmt::Display for MatchKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl<'m> Match<'m> {
    pub(crate) fn by_message(text: &'m str, found: Found, kind: MatchKind, status: Option<u16>) -> Option<Self> {
        let row = MESSAGES.get(found.accept as usize)?;
        let mut found = Match {
            text,
            code: row.code,
            kind,
            status,
            message: Some(found.accept),
            retry: row.retry,
            captures: found.captures,
        };
        found.refine();
        Some(found)
    }

    pub(crate) fn by_status(text: &'m str, code: Code, status: u16) -> Self {
        Match {
            text,
            code,
            kind: MatchKind::Status,
            status: Some(status),
            message: None,
            retry: code.entry().retry,
            captures: Captures::default(),
        }
    }

    /// A rate limit that the request alone exceeds is no matter of waiting: the
    /// numbers in the message can make another error of it.
    fn refine(&mut self) {
        for refine in self.code.entry().refinements() {
            let applies = match refine.rule {
                Rule::IsZero(value) => self.number(value) == Some(0),
                Rule::Above(left, right) => match (self.number(left), self.number(right)) {
                    (Some(left), Some(right)) => left > right,
                    _ => false,
                },
            };
            if applies {
                self.code = refine.code;
                self.retry = refine.code.entry().retry;
                return;
            }
        }
    }

    fn number(&self, name: u8) -> Option<u64> {
        let capture = self.captures.as_slice().iter().find(|capture| capture.name == name)?;
        thousandths(self.text.get(capture.start.into()..capture.end.into())?)
    }

    /// Which error it is.
    ///
    /// ```
    /// use openai_error_catalog::{Catalog, Code};
    /// let found = Catalog::by_status_and_message(429, "You exceeded your current quota.").unwrap();
    /// assert_eq!(found.code(), Code::QuotaExceeded);
    /// ```
    #[must_use]
    pub fn code(&self) -> Code {
        self.code
    }

    /// Everything that the catalogue knows of it.
    ///
    /// ```
    /// use openai_error_catalog::{Catalog, Locale};
    /// let found = Catalog::by_message("The engine is currently overloaded, please try again later").unwrap();
    /// assert!(found.entry().steps(Locale::En).len() > 1);
    /// ```
    #[must_use]
    pub fn entry(&self) -> &'static Entry {
        self.code.entry()
    }

    /// What decided: the message, or only the status.
    ///
    /// ```
    /// use openai_error_catalog::{Catalog, MatchKind};
    /// let found = Catalog::by_status_and_message(502, "words that nobody knows").unwrap();
    /// assert_eq!(found.kind(), MatchKind::Status);
    /// ```
    #[must_use]
    pub fn kind(&self) -> MatchKind {
        self.kind
    }

    /// The status that was given, or that the text itself names in front of the
    /// message (`Error code: 429 - …`).
    ///
    /// ```
    /// use openai_error_catalog::Catalog;
    /// let found = Catalog::by_message("Error code: 429 - You exceeded your current quota.").unwrap();
    /// assert_eq!(found.status(), Some(429));
    /// ```
    #[must_use]
    pub fn status(&self) -> Option<u16> {
        self.status
    }

    /// The pattern that was recognized; `None` if the status decided.
    ///
    /// ```
    /// use openai_error_catalog::Catalog;
    /// let found = Catalog::by_message("Slow down").unwrap();
    /// assert!(found.message().is_some());
    /// ```
    #[must_use]
    pub fn message(&self) -> Option<Message> {
        self.message.map(|number| Message { number })
    }

    /// A value that the message names; `None` if it doesn't. The names stand in
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

    /// All values of the message, in its order.
    ///
    /// ```
    /// use openai_error_catalog::Catalog;
    /// let found = Catalog::by_message("Unknown parameter: 'input[3].status'.").unwrap();
    /// assert_eq!(found.values().collect::<Vec<_>>(), [("param", "input[3].status")]);
    /// ```
    pub fn values(&self) -> impl Iterator<Item = (&'static str, &'m str)> {
        let text = self.text;
        self.captures.as_slice().iter().filter_map(move |capture| {
            let name = VALUES.get(usize::from(capture.name))?.name;
            Some((name, text.get(capture.start.into()..capture.end.into())?))
        })
    }

    /// How to retry, or that it is of no use.
    ///
    /// ```
    /// use openai_error_catalog::Catalog;
    /// let found = Catalog::by_status_and_message(503, "Slow Down").unwrap();
    /// assert_eq!(found.retry().name(), "hold_rate");
    /// ```
    #[must_use]
    pub fn retry(&self) -> &'static Retry {
        policy(self.retry)
    }

    /// Whether to send the same request again. Advice: a caller who knows more
    /// may decide otherwise.
    ///
    /// [`Verdict::Unknown`] if only the status was recognized and stands for
    /// errors of both sorts, as 429 does.
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
        let ambiguous = self.entry().ambiguous_statuses();
        match self.status {
            Some(status) if self.kind == MatchKind::Status && ambiguous.contains(&status) => Verdict::Unknown,
            _ if self.retry().is_retryable() => Verdict::Retry,
            _ => Verdict::Stop,
        }
    }
}

/// `2,000,000` or `10000.000000` in thousandths. `None` if it is no number
/// or a negative one.
fn thousandths(number: &str) -> Option<u64> {
    let (whole, fraction) = number.split_once('.').unwrap_or((number, ""));
    let mut value: u64 = 0;
    let mut digits = 0;
    for byte in whole.bytes() {
        match byte {
            b'0'..=b'9' => {
                value = value.saturating_mul(10).saturating_add(u64::from(byte - b'0'));
                digits += 1;
            }
            b',' | b'_' if digits > 0 => {}
            _ => return None,
        }
    }
    if digits == 0 {
        return None;
    }
    let mut fraction = fraction.bytes();
    for _ in 0..3 {
        let digit = match fraction.next() {
            Some(byte @ b'0'..=b'9') => u64::from(byte - b'0'),
            Some(_) => return None,
            None => 0,
        };
        value = value.saturating_mul(10).saturating_add(digit);
    }
    Some(value)
}

#[cfg(test)]
mod tests {
    use super::thousandths;

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
    }
}
