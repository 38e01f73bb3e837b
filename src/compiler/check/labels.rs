//! Checks that a label has the same fields, markup, and full stop in all languages.

use super::checker::Checker;
use super::markup::fields;
use super::typography::FULL_STOPS;
use crate::compiler::problem::ProblemKind;

impl Checker<'_> {
    pub(super) fn labels(&mut self) {
        let catalog = self.catalog;
        for label in &catalog.labels {
            for text in label.texts.iter().flatten() {
                self.text(text);
            }
            let Some(Some(english)) = label.texts.first() else { continue };
            for (text, locale) in label.texts.iter().zip(&catalog.locales) {
                let Some(text) = text else { continue };
                self.stray_space(text);
                let (fields, own) = (fields(&english.value), fields(&text.value));
                self.same(ProblemKind::LabelField, "field", &locale.tag.value, text, (&fields, &own));
                self.same_markup(english, text, &locale.tag.value);
                let ends = [english, text].map(|text| text.value.ends_with(FULL_STOPS));
                let is_mark = english.value.chars().all(|char| char.is_ascii_punctuation());
                if ends[0] != ends[1] && !is_mark {
                    let (what, fix) = match ends[1] {
                        true => ("ends with a full stop, but the English doesn't", "remove it"),
                        false => ("has no full stop, but the English has one", "add it"),
                    };
                    self.problem(&text.place, ProblemKind::TitleFullStop, format!("the label {what}"), fix);
                }
            }
        }
    }
}
