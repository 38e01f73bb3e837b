//! Writes the labels.

use proc_macro2::Ident;

use super::rust_file::{Files, doc, variant};
use super::text_pool::Texts;
use crate::compiler::check::checked::Checked;

pub fn labels(files: &mut Files, checked: &Checked, pool: &mut Texts<'_>) {
    let mut file = files.at("labels.rs");
    let catalog = &checked.catalog;
    let labels: Vec<Ident> = catalog.labels.iter().map(|label| variant(&label.id.value)).collect();
    let label_docs = catalog
        .labels
        .iter()
        .map(|label| format!(" {}", doc(label.texts.iter().flatten().next().map_or("", |t| &t.value))));
    let doc = " A heading or a sentence around the texts of an entry, in every language.\n\n The command line and the \
               reference pages use them. A program fills in each `{…}`.";
    file.enumeration(doc, "Label", &labels, label_docs);
    file.numbers("LABELS", "u32", catalog.labels.iter().map(|label| pool.row(&label.texts).into()));
}
