//! Headings and sentences around the texts.

use core::fmt;

use crate::export::Label;
use crate::tables::{LABELS, text};
use crate::{Category, Locale, Scope};

impl Label {
    /// The label in a language. The caller fills in `{…}`.
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

    /// The label that explains a category.
    ///
    /// ```
    /// use openai_error_catalog::export::Label;
    /// use openai_error_catalog::{Category, Locale};
    /// assert!(Label::of_category(Category::Server).text(Locale::En).starts_with("server"));
    /// ```
    #[must_use]
    pub const fn of_category(category: Category) -> Label {
        match category {
            Category::Client => Label::CategoryClient,
            Category::Server => Label::CategoryServer,
            Category::Capacity => Label::CategoryCapacity,
            Category::Network => Label::CategoryNetwork,
        }
    }

    /// The label that explains a scope.
    ///
    /// ```
    /// use openai_error_catalog::export::Label;
    /// use openai_error_catalog::{Locale, Scope};
    /// assert!(Label::of_scope(Scope::Key).text(Locale::En).contains("API key"));
    /// ```
    #[must_use]
    pub const fn of_scope(scope: Scope) -> Label {
        match scope {
            Scope::Request => Label::ScopeRequest,
            Scope::Key => Label::ScopeKey,
            Scope::Account => Label::ScopeAccount,
            Scope::Model => Label::ScopeModel,
            Scope::Network => Label::ScopeNetwork,
            Scope::Server => Label::ScopeServer,
            Scope::Time => Label::ScopeTime,
        }
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
