//! The texts of an entry or an exception in one language.

use super::fields::At;
use crate::compiler::problem::Place;

/// The texts of one language, in the order of the fields.
#[derive(Debug, Default)]
pub struct Texts {
    pub of: Option<At<String>>,
    pub title: Option<At<String>>,
    pub cause: Option<At<String>>,
    pub solution: Option<At<String>>,
    pub reasons: Vec<At<String>>,
    pub steps: Vec<At<String>>,
    pub prevention: Vec<At<String>>,
    /// Other words that people search for.
    pub keywords: Vec<At<String>>,
}

impl Texts {
    /// All texts except the keywords, which are different in each language.
    pub fn translatable(&self) -> Translatable<'_> {
        let lists = vec![
            ("title", self.title.as_slice()),
            ("cause", self.cause.as_slice()),
            ("solution", self.solution.as_slice()),
            ("reasons", &self.reasons),
            ("steps", &self.steps),
            ("prevention", &self.prevention),
        ];
        Translatable { of: self.of.as_ref(), lists }
    }
}

/// Texts that are translated: the key of each list, and the list.
pub struct Translatable<'m> {
    /// The fingerprint of the English that was translated.
    pub of: Option<&'m At<String>>,
    pub lists: Vec<(&'static str, &'m [At<String>])>,
}

impl<'m> Translatable<'m> {
    pub fn texts(&self) -> impl Iterator<Item = &'m At<String>> {
        self.lists.iter().flat_map(|(_, list)| *list)
    }

    /// The place of the first text.
    pub fn place(&self) -> Option<&'m Place> {
        self.texts().next().map(|text| &text.place)
    }
}
