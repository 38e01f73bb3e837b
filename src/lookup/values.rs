//! The values in a message.

use core::fmt;
use core::iter::FusedIterator;

use crate::entry::value::{VALUES, Value};
use crate::lookup::number::{number_behind, thousandths};
use crate::matcher::found::{Capture, Captures, MAX_CAPTURES};
use crate::matcher::wait_phrase::WaitPhrases;

include!(concat!(env!("OUT_DIR"), "/wait_phrases.rs"));

/// The words before and after a wait.
pub(crate) static WAITS: WaitPhrases = WaitPhrases::new(&WAIT_PHRASES, &WAIT_ENDINGS);

/// How many values there can be: the captured ones, a wait, and a parameter.
const VALUE_PLACES: usize = MAX_CAPTURES + 2;

/// A message with the values that its pattern captured, and the parameter that the response names.
#[derive(Clone, Copy)]
pub(crate) struct Captured<'m> {
    pub text: &'m str,
    pub captures: Captures,
    pub param: Option<&'m str>,
}

impl<'m> Captured<'m> {
    fn capture(&self, name: u8) -> Option<&'m str> {
        let capture = self.captures.as_slice().iter().find(|capture| capture.name == name)?;
        self.text.get(capture.start.into()..capture.end.into())
    }

    /// A number in thousandths: captured, or, if `announced`, after the word that announces it.
    pub(crate) fn number(&self, announced: bool, name: u8) -> Option<u64> {
        let by_word = || {
            let word = VALUES.get(usize::from(name))?.word.filter(|_| announced)?;
            number_behind(self.text, word)
        };
        thousandths(self.capture(name).or_else(by_word)?)
    }

    /// The wait in the message: the captured one, or one anywhere after words that announce it.
    pub(crate) fn wait(&self) -> Option<&'m str> {
        let captured = self.captured().find(|(name, _)| *name == "wait").map(|(_, wait)| wait);
        captured.or_else(|| self.phrased_wait())
    }

    /// A wait anywhere in the message, after words that announce one.
    fn phrased_wait(&self) -> Option<&'m str> {
        WAITS.find(self.text)
    }

    fn value_at(&self, place: usize, with_wait: bool) -> Option<(&'static str, &'m str)> {
        const WAIT: usize = MAX_CAPTURES;
        const PARAM: usize = MAX_CAPTURES + 1;
        let lacks = |wanted: &str| self.captured().all(|(name, _)| name != wanted);
        match place {
            // A wait is searched in the whole message: only if the caller iterates that far.
            WAIT if with_wait && lacks("wait") => self.phrased_wait().map(|wait| ("wait", wait)),
            WAIT => None,
            PARAM => self.param.filter(|_| lacks("param")).map(|param| ("param", param)),
            place => self.named_capture(self.captures.as_slice().get(place)?),
        }
    }

    fn captured(&self) -> impl Iterator<Item = (&'static str, &'m str)> {
        self.captures.as_slice().iter().filter_map(|capture| self.named_capture(capture))
    }

    fn named_capture(&self, capture: &Capture) -> Option<(&'static str, &'m str)> {
        let name = VALUES.get(usize::from(capture.name))?.name;
        Some((name, self.text.get(capture.start.into()..capture.end.into())?))
    }
}

/// The values of a message with their names. [`Match::values`](crate::Match::values) returns it.
///
/// It returns keys and tokens unmasked; its `Debug` masks them.
///
/// ```
/// use openai_error_catalog::{Catalog, iter::Values};
/// let found = Catalog::by_message("Unknown parameter: 'foo'.").unwrap();
/// let mut values: Values<'_> = found.values();
/// assert_eq!(values.next(), Some(("param", "foo")));
/// ```
#[derive(Clone)]
#[must_use = "iterators do nothing unless they are used"]
pub struct Values<'m> {
    pub(crate) captured: Captured<'m>,
    /// Whether a wait in the message's own words is one of the values.
    pub(crate) with_wait: bool,
    /// How many places were checked: the captures, then the wait, then the response's parameter.
    pub(crate) place: usize,
}

impl<'m> Iterator for Values<'m> {
    type Item = (&'static str, &'m str);

    fn next(&mut self) -> Option<Self::Item> {
        while self.place < VALUE_PLACES {
            let value = self.captured.value_at(self.place, self.with_wait);
            self.place += 1;
            if value.is_some() {
                return value;
            }
        }
        None
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        (0, Some(VALUE_PLACES - self.place))
    }
}

impl FusedIterator for Values<'_> {}

impl fmt::Debug for Values<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        Shown(|| self.clone()).fmt(f)
    }
}

/// Values for `Debug`: keys and tokens are masked.
pub(crate) struct Shown<F>(pub F);

impl<'v, I: Iterator<Item = (&'static str, &'v str)>, F: Fn() -> I> fmt::Debug for Shown<F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_map().entries((self.0)().map(|(name, value)| (name, Value::masked(name, value)))).finish()
    }
}
