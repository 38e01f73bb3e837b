//! The iterators that methods of this crate return. They have names, so that your own types can store them.
//!
//! All of them are [`Clone`], [`Debug`](core::fmt::Debug), and [`FusedIterator`](core::iter::FusedIterator); those
//! whose length is known in advance are [`ExactSizeIterator`] and [`DoubleEndedIterator`] as well.

pub(crate) mod macros;

pub use crate::entry::message::Messages;
pub use crate::entry::source::Sources;
#[cfg(feature = "alloc")]
pub use crate::lookup::owned::OwnedValues;
pub use crate::lookup::search::SearchResults;
pub use crate::lookup::values::Values;
pub use crate::retry::policy::RetrySentences;
pub use crate::text::link::Links;
pub use crate::text::pool::Texts;
