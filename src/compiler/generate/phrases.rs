//! Writes waits, secrets, and the words of pasted texts.

use proc_macro2::{Ident, Span};
use quote::quote;

use super::rust_file::Files;
use crate::compiler::check::checked::Checked;
use crate::compiler::load::pasted::PASTED;

/// The words around waits, the fields with waits, and the units of time.
pub fn waits(files: &mut Files, checked: &Checked) {
    let waits = &checked.catalog.waits;
    let mut file = files.at("wait_phrases.rs");
    for (name, list) in [("WAIT_PHRASES", &waits.phrases), ("WAIT_ENDINGS", &waits.endings)] {
        file.table(name, quote!(&str), list.iter().map(|text| text.value.clone()));
    }
    let mut file = files.at("wait_fields.rs");
    let fields = waits.fields.iter().map(|field| {
        let name = &field.name.value;
        let kind = match field.kind.value.as_str() {
            "milliseconds" => quote!(FieldKind::Milliseconds),
            "date" => quote!(FieldKind::Date),
            _ => quote!(FieldKind::Duration),
        };
        quote!((#name, #kind))
    });
    file.table("WAIT_FIELDS", quote!((&str, FieldKind)), fields);
    let mut file = files.at("units.rs");
    let units = waits.units.iter().map(|unit| {
        let nanos = unit.nanoseconds;
        let names = unit.names.iter().map(|name| &name.value);
        quote!(Unit { nanos: #nanos, names: &[#(#names),*] })
    });
    file.table("UNITS", quote!(Unit), units);
    file.table("OTHER_UNITS", quote!(&str), waits.other_units.iter().map(|text| text.value.clone()));
}

/// The texts that a secret begins with, or follows.
pub fn secrets(files: &mut Files, checked: &Checked) {
    let mut file = files.at("secrets.rs");
    let secrets = &checked.catalog.secrets;
    for (name, list) in [
        ("SECRET_PREFIXES", &secrets.prefixes),
        ("SECRET_SCHEMES", &secrets.schemes),
        ("SECRET_PARAMETERS", &secrets.parameters),
        ("SECRET_FIELDS", &secrets.fields),
    ] {
        file.table(name, quote!(&str), list.iter().map(|text| text.value.clone()));
    }
}

/// The labels of the fields of an error in pasted texts.
pub fn pasted(files: &mut Files, checked: &Checked) {
    let mut file = files.at("pasted.rs");
    let catalog = &checked.catalog;
    let lists = PASTED.iter().zip(&catalog.pasted.lists).map(|(name, list)| {
        let (name, list) = (Ident::new(name, Span::call_site()), list.iter().map(|text| &text.value));
        quote!(#name: &[#(#list),*])
    });
    file.item(quote!(pub(crate) static PASTED: Names = Names { #(#lists),* };));
}
