//! `Link`: a page that helps.

use core::slice;

use crate::iter::macros::iterator;
use crate::text::locale::Locale;
use crate::text::pool::text;

include!(concat!(env!("OUT_DIR"), "/links.rs"));

/// A page that helps. The steps of an entry refer to it by title.
#[derive(Debug, PartialEq, Eq, Hash)]
pub struct Link {
    pub(crate) id: &'static str,
    pub(crate) url: &'static str,
    pub(crate) titles: u32,
}

impl Link {
    /// All pages that entries refer to.
    ///
    /// ```
    /// use openai_error_catalog::Link;
    /// assert!(Link::all().iter().any(|link| link.url() == "https://status.openai.com/"));
    /// ```
    #[must_use]
    pub fn all() -> &'static [Link] {
        &LINKS
    }

    /// The link's name in the catalog.
    ///
    /// ```
    /// use openai_error_catalog::Code;
    /// assert_eq!(Code::QuotaExceeded.entry().links().next().map(|link| link.id()), Some("billing"));
    /// ```
    #[must_use]
    pub const fn id(&self) -> &'static str {
        self.id
    }

    /// The page's address.
    ///
    /// ```
    /// use openai_error_catalog::Code;
    /// assert!(Code::SlowDown.entry().links().all(|link| link.url().starts_with("https://")));
    /// ```
    #[must_use]
    pub const fn url(&self) -> &'static str {
        self.url
    }

    /// The page's title, as used in the texts.
    ///
    /// ```
    /// use openai_error_catalog::{Code, Locale};
    /// let titles: Vec<_> = Code::QuotaExceeded.entry().links().map(|link| link.title(Locale::En)).collect();
    /// assert!(titles.contains(&"billing page"));
    /// ```
    #[must_use]
    pub fn title(&self, locale: Locale) -> &'static str {
        text(self.titles + locale.index() as u32)
    }
}

iterator! {
    /// The links of an entry. [`Entry::links`](crate::Entry::links) returns it.
    ///
    /// ```
    /// use openai_error_catalog::{Code, iter::Links};
    /// let links: Links = Code::QuotaExceeded.entry().links();
    /// assert_eq!(links.rev().last().map(|link| link.id()), Some("billing"));
    /// ```
    Links(slice::Iter<'static, u8>) -> &'static Link, |&link| &LINKS[usize::from(link)]
}
