//! Checks the typography of texts: spaces and full stops.

use super::checker::Checker;
use super::scripts::is_wide;
use crate::compiler::load::fields::At;
use crate::compiler::load::texts::Translatable;
use crate::compiler::problem::ProblemKind;

/// The full stops of all languages.
pub(super) const FULL_STOPS: [char; 6] = ['.', '。', '．', '｡', '।', '۔'];

impl Checker<'_> {
    /// Checks the texts of one language.
    pub(super) fn typography(&mut self, texts: &Translatable<'_>) {
        for (key, list) in &texts.lists {
            for text in *list {
                self.stray_space(text);
                if *key == "title" {
                    self.no_full_stop(text);
                }
            }
        }
    }

    pub(super) fn no_full_stop(&mut self, title: &At<String>) {
        if title.value.ends_with(FULL_STOPS) {
            self.problem(
                &title.place,
                ProblemKind::TitleFullStop,
                "the title ends with a full stop",
                "remove it: a title is not a sentence",
            );
        }
    }

    /// Reports spaces between Chinese or Japanese characters. These languages don't use such spaces.
    pub(super) fn stray_space(&mut self, text: &At<String>) {
        for prose in text.value.split('`').step_by(2) {
            let mut before = None;
            let mut chars = prose.char_indices().peekable();
            while let Some((at, char)) = chars.next() {
                if !char.is_whitespace() {
                    before = Some(char);
                    continue;
                }
                while chars.next_if(|(_, next)| next.is_whitespace()).is_some() {}
                let next = chars.peek().map(|(_, next)| *next);
                if is_wide(before) && is_wide(next) {
                    let around: String = before.into_iter().chain([' ']).chain(next).collect();
                    self.problem(
                        &text.place_in(prose, at),
                        ProblemKind::StraySpace,
                        format!("a space in `{around}`"),
                        "remove it: spaces belong only between Chinese and Latin letters or digits",
                    );
                }
            }
        }
    }
}
