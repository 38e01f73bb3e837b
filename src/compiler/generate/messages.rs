//! Writes messages: a row for each, the texts that only some have, and the wrappers.

use std::collections::BTreeMap;

use proc_macro2::TokenStream;
use quote::quote;

use super::rust_file::{Files, Lists, number};
use super::text_pool::{Pool, Texts};
use crate::compiler::check::checked::Checked;

/// Adds all patterns to `docs`, each with where it was seen. Message n has the strings 2n and 2n + 1. The strings of
/// the wrappers follow.
pub fn patterns(files: &mut Files, checked: &Checked, docs: &mut Pool) {
    let patterns = checked.messages.iter().map(|message| (&message.pattern, &message.source));
    let wrappers = checked.wrappers.iter().map(|wrapper| (&wrapper.pattern, &wrapper.source));
    for (pattern, source) in patterns.chain(wrappers) {
        docs.push(pattern);
        docs.push(source);
    }
    let wrappers = number(checked.wrappers.len());
    files.at("wrappers.rs").item(quote!(pub(crate) const WRAPPER_COUNT: u32 = #wrappers;));
}

/// Returns the rows of all messages. Messages with the same statuses share one list of statuses.
pub fn messages(files: &mut Files, checked: &Checked) -> Vec<u8> {
    let mut lists: Vec<&[u16]> = Vec::new();
    let mut statuses = Lists::new();
    let mut spans = Vec::new();
    let mut rows = Vec::new();
    for message in &checked.messages {
        let list = lists.iter().position(|list| *list == message.statuses).unwrap_or_else(|| {
            lists.push(&message.statuses);
            spans.push(statuses.push(message.statuses.iter().map(|&status| status.into())));
            lists.len() - 1
        });
        let retry = message.retry.unwrap_or(checked.errors[message.code].retry);
        let fits = retry <= u8::MAX.into() && message.code.max(list) <= u16::MAX.into();
        assert!(fits, "the catalog is too large for its tables");
        rows.extend((message.code as u16).to_le_bytes());
        rows.push(retry as u8);
        rows.push(message.scope.unwrap_or(checked.errors[message.code].scope) as u8);
        rows.extend((list as u16).to_le_bytes());
    }
    let mut file = files.at("messages.rs");
    file.table("STATUS_LISTS", quote!(Span), spans);
    file.numbers("MESSAGE_STATUSES", "u16", statuses.items);
    rows
}

/// The texts that belong to single messages, by the number of the message.
pub fn own_texts(files: &mut Files, checked: &Checked, pool: &mut Texts<'_>) {
    let mut starts = BTreeMap::new();
    // The first row with the same text.
    let mut firsts = BTreeMap::new();
    let mut rows: Vec<TokenStream> = Vec::new();
    for (message, own) in checked.messages.iter().enumerate() {
        let Some(own) = own.text.map(|text| (own.code, text)) else { continue };
        let (code, text) = own;
        let start = starts.entry(own).or_insert_with(|| pool.starts(&checked.errors[code].message_texts[text]));
        let texts = start.iter().map(|&(first, locale)| {
            let own = checked.catalog.errors[code].message_texts[text].texts[locale].as_ref();
            let steps = number(own.map_or(0, |texts| texts.steps.len()));
            let first = number(first as usize);
            quote!((#first, #steps))
        });
        let message = number(message);
        let first = number(*firsts.entry(own).or_insert(rows.len()));
        let name = &checked.catalog.errors[code].message_texts[text].name.value;
        rows.push(quote!(MessageTexts { message: #message, first: #first, name: #name, texts: [#(#texts),*] }));
    }
    files.at("message_texts.rs").table("MESSAGE_TEXTS", quote!(MessageTexts), rows);
}
