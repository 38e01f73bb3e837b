//! `Label`: the headings and sentences around the catalog's texts.

use core::fmt;

use crate::text::locale::Locale;
use crate::text::pool::text;

include!(concat!(env!("OUT_DIR"), "/labels.rs"));

impl Label {
    /// The label in a language. It may contain `{placeholders}`, which the caller has to fill in.
    ///
    /// ```
    /// use openai_error_catalog::export::Label;
    /// use openai_error_catalog::Locale;
    /// assert_eq!(Label::Steps.text(Locale::En), "Steps");
    /// ```
    #[must_use]
    pub fn text(self, locale: Locale) -> &'static str {
        text(LABELS[self as usize] + locale.index() as u32)
    }

    /// Writes the label with each `{name}` replaced by the output of `value`.
    pub(crate) fn fill(
        self,
        locale: Locale,
        f: &mut fmt::Formatter<'_>,
        value: impl Fn(&str, &mut fmt::Formatter<'_>) -> fmt::Result,
    ) -> fmt::Result {
        let mut rest = self.text(locale);
        while let Some((before, after)) = rest.split_once('{') {
            f.write_str(before)?;
            let Some((name, after)) = after.split_once('}') else {
                return f.write_str(after);
            };
            value(name, f)?;
            rest = after;
        }
        f.write_str(rest)
    }
}
