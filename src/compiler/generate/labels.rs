//! Writes the labels.

use proc_macro2::Ident;
use quote::quote;

use super::rust_file::{Files, doc, variant};
use super::text_pool::Texts;
use crate::compiler::check::checked::Checked;

pub fn labels(files: &mut Files, checked: &Checked, pool: &mut Texts<'_>) {
    let mut file = files.at("labels.rs");
    let catalog = &checked.catalog;
    let labels: Vec<(Ident, u32)> =
        catalog.labels.iter().map(|label| (variant(&label.id.value), pool.row(&label.texts))).collect();
    let label_docs = catalog
        .labels
        .iter()
        .map(|label| format!(" {}", doc(label.texts.iter().flatten().next().map_or("", |t| &t.value))));
    let label_names = labels.iter().map(|(name, _)| name);
    file.item(quote! {
        /// A heading or a sentence around the texts of an entry, in every language.
        ///
        /// The command line and the reference pages use them. `{…}` in one is
        /// for the program to fill in.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum Label { #(#[doc = #label_docs] #label_names),* }
    });
    file.numbers("LABELS", "u32", labels.iter().map(|&(_, first)| first.into()));
}
