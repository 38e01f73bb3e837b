//! `Support`: what to send to support if an error persists.

use crate::text::link::Links;
use crate::text::locale::Locale;
use crate::text::pool::{Texts, text, texts};

include!(concat!(env!("OUT_DIR"), "/support.rs"));

/// The support checklist: what to send to support if an error persists.
///
/// ```
/// use openai_error_catalog::{Locale, Support};
/// for item in Support::items(Locale::En) {
///     println!("- {item}");
/// }
/// ```
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Support;

impl Support {
    /// The heading of the checklist.
    ///
    /// ```
    /// use openai_error_catalog::{Locale, Support};
    /// assert!(!Support::title(Locale::En).is_empty());
    /// ```
    #[must_use]
    pub fn title(locale: Locale) -> &'static str {
        text(SUPPORT_TEXTS[locale.index()].0)
    }

    /// When to write to support, and what to expect.
    ///
    /// ```
    /// use openai_error_catalog::{Locale, Support};
    /// assert!(!Support::intro(Locale::En).is_empty());
    /// ```
    #[must_use]
    pub fn intro(locale: Locale) -> &'static str {
        text(SUPPORT_TEXTS[locale.index()].0 + 1)
    }

    /// What not to post in public.
    ///
    /// ```
    /// use openai_error_catalog::{Locale, Support};
    /// assert!(!Support::caution(Locale::En).is_empty());
    /// ```
    #[must_use]
    pub fn caution(locale: Locale) -> &'static str {
        text(SUPPORT_TEXTS[locale.index()].0 + 2)
    }

    /// The items of the checklist: what to send.
    ///
    /// ```
    /// use openai_error_catalog::{Locale, Support};
    /// assert!(Support::items(Locale::En).any(|item| item.contains("`x-request-id`")));
    /// ```
    pub fn items(locale: Locale) -> Texts {
        let (first, items) = SUPPORT_TEXTS[locale.index()];
        texts(first + 3, items)
    }

    /// Links to pages where you can get help.
    ///
    /// ```
    /// use openai_error_catalog::Support;
    /// assert!(Support::links().any(|link| link.id() == "help-center"));
    /// ```
    pub fn links() -> Links {
        Links(SUPPORT_LINKS.iter())
    }
}
