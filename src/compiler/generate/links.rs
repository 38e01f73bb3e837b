//! Writes links and sources.

use proc_macro2::TokenStream;
use quote::quote;

use super::rust_file::{Files, number, option};
use super::text_pool::Texts;
use crate::compiler::check::checked::Checked;

pub fn links(files: &mut Files, checked: &Checked, pool: &mut Texts<'_>) {
    let mut file = files.at("links.rs");
    let catalog = &checked.catalog;
    let links = catalog.links.iter().map(|link| {
        let (id, url) = (&link.id.value, &link.url.value);
        let first = number(pool.row(&link.titles) as usize);
        quote!(Link { id: #id, url: #url, titles: #first })
    });
    let links: Vec<TokenStream> = links.collect();
    file.table("LINKS", quote!(Link), links);
}

pub fn sources(files: &mut Files, checked: &Checked) {
    let mut file = files.at("sources.rs");
    let catalog = &checked.catalog;
    let sources = catalog.sources.iter().map(|source| {
        let (id, title) = (&source.id.value, &source.title.value);
        let url = option(source.url.as_ref().map(|url| &url.value));
        quote!(Source { id: #id, title: #title, url: #url })
    });
    file.table("SOURCES", quote!(Source), sources);
}
