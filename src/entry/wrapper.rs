//! `Wrapper`: text that clients and gateways put in front of a message.

use crate::entry::message_row::MessageRow;
use crate::text::pool::docs;

include!(concat!(env!("OUT_DIR"), "/wrappers.rs"));

/// Text that clients and gateways put in front of the API's words, as a pattern.
/// [`Catalog::wrappers`](crate::Catalog::wrappers) returns all wrappers. Lookups remove such text.
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

    /// The pattern: the words, with `{placeholders}`, `{? optional parts}`, and `{one|other}`.
    ///
    /// ```
    /// use openai_error_catalog::Catalog;
    /// assert!(Catalog::wrappers().any(|wrapper| wrapper.pattern() == "{status} - "));
    /// ```
    #[must_use]
    pub fn pattern(self) -> &'static str {
        docs(self.first)
    }

    /// Where the text was seen: an address, or the title of a source.
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
