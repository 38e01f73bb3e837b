//! `Source`: where facts of the catalog come from.

use core::slice;

use crate::iter::macros::iterator;

include!(concat!(env!("OUT_DIR"), "/sources.rs"));

/// A page or collection that facts of the catalog come from.
#[derive(Debug, PartialEq, Eq, Hash)]
pub struct Source {
    pub(crate) id: &'static str,
    pub(crate) title: &'static str,
    pub(crate) url: Option<&'static str>,
}

impl Source {
    /// All sources that entries refer to.
    ///
    /// ```
    /// use openai_error_catalog::Source;
    /// assert!(Source::all().iter().any(|source| source.id() == "openai-error-codes"));
    /// ```
    #[must_use]
    pub fn all() -> &'static [Source] {
        &SOURCES
    }

    /// The source's name in the catalog.
    ///
    /// ```
    /// use openai_error_catalog::Code;
    /// assert!(Code::SlowDown.entry().sources().any(|source| source.id() == "openai-error-codes"));
    /// ```
    #[must_use]
    pub const fn id(&self) -> &'static str {
        self.id
    }

    /// The source's title, in English.
    ///
    /// ```
    /// use openai_error_catalog::Code;
    /// assert!(Code::SlowDown.entry().sources().all(|source| !source.title().is_empty()));
    /// ```
    #[must_use]
    pub const fn title(&self) -> &'static str {
        self.title
    }

    /// The source's address; `None` if it isn't a single page.
    ///
    /// ```
    /// use openai_error_catalog::Code;
    /// let mut urls = Code::SlowDown.entry().sources().filter_map(|source| source.url());
    /// assert!(urls.any(|url| url == "https://developers.openai.com/api/docs/guides/error-codes"));
    /// ```
    #[must_use]
    pub const fn url(&self) -> Option<&'static str> {
        self.url
    }
}

iterator! {
    /// The sources of an entry. [`Entry::sources`](crate::Entry::sources) returns it.
    ///
    /// ```
    /// use openai_error_catalog::{Code, iter::Sources};
    /// let sources: Sources = Code::QuotaExceeded.entry().sources();
    /// assert!(sources.len() > 0);
    /// ```
    Sources(slice::Iter<'static, u8>) -> &'static Source, |&source| &SOURCES[usize::from(source)]
}
