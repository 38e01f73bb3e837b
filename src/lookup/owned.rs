//! `OwnedMatch`: the result of a lookup, with copies of the values.

use alloc::string::String;
use alloc::vec::Vec;
use core::iter::FusedIterator;
use core::{fmt, ops, slice};

use crate::lookup::diagnosis::Diagnosis;
use crate::lookup::values::MaskedValues;

/// A [`Diagnosis`] with copies of the values in the message.
/// [`Match::into_owned`](crate::Match::into_owned) returns it.
///
/// `Debug` and serde show `***` for values that are keys or tokens. [`OwnedMatch::value`] returns them unmasked.
///
/// ```
/// use openai_error_catalog::{Catalog, Code};
/// let found = Catalog::by_message("Unknown parameter: 'foo'.").unwrap().into_owned();
/// // It has the methods of the diagnosis that it contains.
/// assert_eq!((found.code(), found.value("param")), (Code::UnknownParameter, Some("foo")));
/// ```
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct OwnedMatch {
    pub(crate) diagnosis: Diagnosis,
    pub(crate) values: Vec<(&'static str, String)>,
}

impl OwnedMatch {
    /// What was found, without the values.
    ///
    /// ```
    /// use openai_error_catalog::Catalog;
    /// let found = Catalog::by_message("Slow down").unwrap();
    /// assert_eq!(found.into_owned().diagnosis(), found.diagnosis());
    /// ```
    #[must_use]
    pub const fn diagnosis(&self) -> Diagnosis {
        self.diagnosis
    }

    /// The value with this name; `None` if the message doesn't have it. [`Value::all`](crate::Value::all) lists the
    /// names.
    ///
    /// ```
    /// use openai_error_catalog::Catalog;
    /// let found = Catalog::by_message("Unknown parameter: 'foo'.").unwrap().into_owned();
    /// assert_eq!((found.value("param"), found.value("limit")), (Some("foo"), None));
    /// ```
    #[must_use]
    pub fn value(&self, name: &str) -> Option<&str> {
        self.values().find(|(known, _)| *known == name).map(|(_, value)| value)
    }

    /// All values with their names, in the order of the message.
    ///
    /// ```
    /// use openai_error_catalog::Catalog;
    /// let found = Catalog::by_message("Unknown parameter: 'foo'.").unwrap().into_owned();
    /// assert!(found.values().eq([("param", "foo")]));
    /// ```
    pub fn values(&self) -> OwnedValues<'_> {
        OwnedValues(self.values.iter())
    }
}

/// The match has no values.
impl From<Diagnosis> for OwnedMatch {
    fn from(diagnosis: Diagnosis) -> OwnedMatch {
        OwnedMatch { diagnosis, values: Vec::new() }
    }
}

impl ops::Deref for OwnedMatch {
    type Target = Diagnosis;

    fn deref(&self) -> &Diagnosis {
        &self.diagnosis
    }
}

impl From<&OwnedMatch> for Diagnosis {
    fn from(found: &OwnedMatch) -> Diagnosis {
        found.diagnosis
    }
}

impl From<OwnedMatch> for Diagnosis {
    fn from(found: OwnedMatch) -> Diagnosis {
        found.diagnosis
    }
}

impl fmt::Debug for OwnedMatch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.diagnosis.debug("OwnedMatch", f).field("values", &MaskedValues(|| self.values())).finish()
    }
}

impl fmt::Display for OwnedMatch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.diagnosis.fmt(f)
    }
}

impl core::error::Error for OwnedMatch {}

/// The values of an [`OwnedMatch`](crate::OwnedMatch) with their names.
///
/// It returns keys and tokens unmasked; its `Debug` masks them.
///
/// ```
/// use openai_error_catalog::{Catalog, iter::OwnedValues};
/// let found = Catalog::by_message("Unknown parameter: 'foo'.").unwrap().into_owned();
/// let values: OwnedValues<'_> = found.values();
/// assert_eq!(values.len(), 1);
/// ```
#[derive(Clone)]
#[must_use = "iterators do nothing unless they are used"]
pub struct OwnedValues<'a>(pub(crate) slice::Iter<'a, (&'static str, String)>);

fn borrowed<'a>((name, value): &'a (&'static str, String)) -> (&'static str, &'a str) {
    (name, value)
}

impl<'a> Iterator for OwnedValues<'a> {
    type Item = (&'static str, &'a str);

    fn next(&mut self) -> Option<Self::Item> {
        self.0.next().map(borrowed)
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        self.0.size_hint()
    }
}

impl DoubleEndedIterator for OwnedValues<'_> {
    fn next_back(&mut self) -> Option<Self::Item> {
        self.0.next_back().map(borrowed)
    }
}

impl ExactSizeIterator for OwnedValues<'_> {}

impl FusedIterator for OwnedValues<'_> {}

impl fmt::Debug for OwnedValues<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        MaskedValues(|| self.clone()).fmt(f)
    }
}
