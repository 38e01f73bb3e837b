//! Writes the names of values.

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;

use super::rust_file::{Files, number, option};
use super::text_pool::Pool;
use crate::compiler::check::checked::Checked;
use crate::matcher::placeholder::Kind;

pub fn values(files: &mut Files, checked: &Checked, docs: &mut Pool) {
    let mut file = files.at("values.rs");
    let catalog = &checked.catalog;
    let values: Vec<TokenStream> = catalog
        .values
        .iter()
        .map(|value| {
            let name = &value.name.value;
            let kind = kind_ident(value.kind);
            let secret = value.secret;
            let means = number(docs.push(&value.means.value) as usize);
            let word = option(value.word.as_ref().map(|word| &word.value));
            quote!(Value { name: #name, kind: Kind::#kind, secret: #secret, word: #word, means: #means })
        })
        .collect();
    file.table("VALUES", quote!(Value), values);
}

fn kind_ident(kind: Kind) -> Ident {
    Ident::new(&format!("{kind:?}"), Span::call_site())
}
