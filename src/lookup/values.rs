//! The values in a message: what its pattern captured, and numbers and waits that the message states in words.

use core::fmt;
use core::iter::FusedIterator;

use crate::entry::value::{VALUES, Value};
use crate::lookup::number::{number_after, thousandths};
use crate::matcher::found::{Capture, Captures, MAX_CAPTURES};
use crate::matcher::wait_phrase::WaitPhrases;

include!(concat!(env!("OUT_DIR"), "/wait_phrases.rs"));

/// The phrases that precede or follow a wait.
pub(crate) static WAITS: WaitPhrases = WaitPhrases::new(&WAIT_PHRASES, &WAIT_ENDINGS);

/// The maximum number of values: the captured ones, a wait, and a parameter.
const VALUE_PLACES: usize = MAX_CAPTURES + 2;

/// A message with the values that its pattern captured, and the `error.param` of the response.
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

    /// The number with this name, in thousandths: the captured one, or if `announced` is true, the one after the word
    /// that announces it.
    pub(crate) fn number(&self, announced: bool, name: u8) -> Option<u64> {
        let by_word = || {
            let word = VALUES.get(usize::from(name))?.word.filter(|_| announced)?;
            number_after(self.text, word)
        };
        thousandths(self.capture(name).or_else(by_word)?)
    }

    /// The wait in the message: the captured one, or the one that a phrase announces.
    pub(crate) fn wait(&self) -> Option<&'m str> {
        let captured = self.captured().find(|(name, _)| *name == "wait").map(|(_, wait)| wait);
        captured.or_else(|| self.phrased_wait())
    }

    /// The wait anywhere in the message that a phrase announces.
    fn phrased_wait(&self) -> Option<&'m str> {
        WAITS.find(self.text)
    }

    /// The value at one of [`VALUE_PLACES`]; `None` if there is no value at this place.
    fn value_at(&self, place: usize, with_wait: bool) -> Option<(&'static str, &'m str)> {
        const WAIT: usize = MAX_CAPTURES;
        const PARAM: usize = MAX_CAPTURES + 1;
        let lacks = |wanted: &str| self.captured().all(|(name, _)| name != wanted);
        match place {
            // The whole message is searched for a wait, so this happens only if the caller iterates this far.
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
    /// Whether a wait counts as a value if the message contains one that its pattern doesn't capture.
    pub(crate) with_wait: bool,
    /// How many places were checked so far: the captures, then the wait, then the response's parameter.
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
        MaskedValues(|| self.clone()).fmt(f)
    }
}

/// Values for `Debug`, with keys and tokens masked.
pub(crate) struct MaskedValues<F>(pub F);

impl<'v, I: Iterator<Item = (&'static str, &'v str)>, F: Fn() -> I> fmt::Debug for MaskedValues<F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_map().entries((self.0)().map(|(name, value)| (name, Value::masked(name, value)))).finish()
    }
}
