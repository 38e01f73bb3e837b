//! Headings and sentences around the texts.

use crate::tables::{LABELS, text};
use crate::{Label, Locale};

impl Label {
    /// The label in a language. `{…}` in it is for the caller to fill in.
    ///
    /// ```
    /// use openai_error_catalog::{Label, Locale};
    /// assert_eq!(Label::Steps.text(Locale::En), "Steps");
    /// ```
    #[must_use]
    pub fn text(self, locale: Locale) -> &'static str {
        text(LABELS[self as usize] + locale as u32)
    }
}
