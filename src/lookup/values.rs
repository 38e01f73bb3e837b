//! `Values`: an iterator over the values in a message.

use core::fmt;
use core::iter::FusedIterator;

use crate::entry::value::Value;
use crate::lookup::captured::{Captured, VALUE_PLACES};

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
