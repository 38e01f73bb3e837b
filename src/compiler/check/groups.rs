//! Groups of texts. A group has the texts of one entry, message, exception, checklist, or metric, in all languages.

use crate::compiler::load::catalog::Catalog;
use crate::compiler::load::support::SupportTexts;
use crate::compiler::load::texts::{Texts, Translatable};

/// One group in all languages.
pub(super) struct Group<'m> {
    /// The names of the tables that lead to it in its file.
    pub(super) path: Vec<String>,
    /// Numbers that a translation may add.
    pub(super) known: Vec<u16>,
    /// One per locale.
    pub(super) languages: Vec<Option<Translatable<'m>>>,
}

pub(super) fn groups(catalog: &Catalog) -> Vec<Group<'_>> {
    let mut groups = Vec::new();
    for error in &catalog.errors {
        let known = error.status_numbers();
        for own in &error.message_texts {
            let path = vec!["texts".to_owned(), own.name.value.clone()];
            let languages = translatable(&own.texts);
            groups.push(Group { path, known: known.clone(), languages });
        }
        let languages = translatable(&error.texts);
        groups.push(Group { path: Vec::new(), known, languages });
    }
    for exception in &catalog.exceptions {
        let languages = translatable(&exception.texts);
        groups.push(Group { path: Vec::new(), known: Vec::new(), languages });
    }
    if let Some(support) = &catalog.support {
        let languages = support.texts.iter().map(|texts| texts.as_ref().map(SupportTexts::translatable)).collect();
        groups.push(Group { path: Vec::new(), known: Vec::new(), languages });
    }
    for (index, metric) in catalog.monitoring.iter().flat_map(|monitoring| &monitoring.metrics).enumerate() {
        let path = vec!["metrics".to_owned(), index.to_string()];
        groups.push(Group { path, known: Vec::new(), languages: metric.translatable() });
    }
    groups
}

fn translatable(texts: &[Option<Texts>]) -> Vec<Option<Translatable<'_>>> {
    texts.iter().map(|texts| texts.as_ref().map(Texts::translatable)).collect()
}
