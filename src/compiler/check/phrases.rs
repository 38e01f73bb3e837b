//! Checks the phrases that lookups search for: waits, secrets, and the labels in pasted texts.

use super::checker::Checker;
use crate::compiler::enums::WAIT_KINDS;
use crate::compiler::problem::ProblemKind;
use crate::compiler::suggest::suggest;

impl Checker<'_> {
    pub(super) fn phrases(&mut self) {
        let catalog = self.catalog;
        let waits = &catalog.waits;
        for field in &waits.fields {
            self.text(&field.name);
            if !WAIT_KINDS.contains(&field.kind.value.as_str()) {
                self.problem(
                    &field.kind.place,
                    ProblemKind::NotAWait,
                    format!("`{}` is not a kind of wait", field.kind.value),
                    suggest(&field.kind.value, WAIT_KINDS),
                );
            }
        }
        let unit_names = waits.units.iter().flat_map(|unit| &unit.names);
        let pasted = catalog.pasted.lists.iter().flatten();
        let in_waits = waits.phrases.iter().chain(&waits.endings).chain(&waits.other_units).chain(unit_names);
        for phrase in in_waits.chain(pasted) {
            self.text(phrase);
            if phrase.value.chars().any(|char| char.is_ascii_uppercase()) {
                self.problem(
                    &phrase.place,
                    ProblemKind::CapitalPhrase,
                    "the phrase has capital letters",
                    "write it in lower case; case doesn't matter",
                );
            }
        }
        let secrets = &catalog.secrets;
        for text in [&secrets.prefixes, &secrets.schemes, &secrets.parameters, &secrets.fields].into_iter().flatten() {
            self.text(text);
        }
    }
}
