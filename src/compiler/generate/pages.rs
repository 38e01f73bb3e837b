//! Links, sources, labels, and the names of values.

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;

use super::rust_file::{Files, doc, number, variant};
use super::text_pool::{Pool, Texts};
use crate::compiler::check::checked::Checked;
use crate::matcher::placeholder::Kind;

pub fn links(files: &mut Files, checked: &Checked, pool: &mut Texts<'_>) {
    let mut file = files.at("links.rs");
    let model = &checked.model;
    let links = model.links.iter().map(|link| {
        let (id, url) = (&link.id.value, &link.url.value);
        let first = number(pool.row(&link.titles) as usize);
        quote!(Link { id: #id, url: #url, titles: #first })
    });
    let links: Vec<TokenStream> = links.collect();
    file.table("LINKS", quote!(Link), links);
}

pub fn labels(files: &mut Files, checked: &Checked, pool: &mut Texts<'_>) {
    let mut file = files.at("labels.rs");
    let model = &checked.model;
    let labels: Vec<(Ident, u32)> =
        model.labels.iter().map(|label| (variant(&label.id.value), pool.row(&label.texts))).collect();
    let label_docs = model
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

pub fn sources(files: &mut Files, checked: &Checked) {
    let mut file = files.at("sources.rs");
    let model = &checked.model;
    let sources = model.sources.iter().map(|source| {
        let (id, title) = (&source.id.value, &source.title.value);
        let url = match &source.url {
            Some(url) => {
                let url = &url.value;
                quote!(Some(#url))
            }
            None => quote!(None),
        };
        quote!(Source { id: #id, title: #title, url: #url })
    });
    file.table("SOURCES", quote!(Source), sources);
}

pub fn values(files: &mut Files, checked: &Checked, docs: &mut Pool) {
    let mut file = files.at("values.rs");
    let model = &checked.model;
    let values: Vec<TokenStream> = model
        .values
        .iter()
        .map(|value| {
            let name = &value.name.value;
            let kind = kind_ident(value.kind);
            let secret = value.secret;
            let means = number(docs.push(&value.means.value) as usize);
            let word = match &value.word {
                Some(word) => {
                    let word = &word.value;
                    quote!(Some(#word))
                }
                None => quote!(None),
            };
            quote!(Value { name: #name, kind: Kind::#kind, secret: #secret, word: #word, means: #means })
        })
        .collect();
    file.table("VALUES", quote!(Value), values);
}

fn kind_ident(kind: Kind) -> Ident {
    Ident::new(&format!("{kind:?}"), Span::call_site())
}
