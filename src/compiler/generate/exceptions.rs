//! Writes the enum `Exception`, its names, and what is known about each.

use proc_macro2::Ident;
use quote::quote;

use super::rust_file::{Files, Lists, date, doc, number, variant};
use super::text_pool::Texts;
use crate::compiler::check::checked::Checked;

/// The enum, the table that finds an exception by its name, and the tables of the entries.
pub fn exceptions(files: &mut Files, checked: &Checked, pool: &mut Texts<'_>) {
    let mut file = files.at("exceptions.rs");
    let catalog = &checked.catalog;
    let exceptions: Vec<Ident> = catalog.exceptions.iter().map(|exception| variant(&exception.name)).collect();
    let exception_names = catalog.exceptions.iter().map(|exception| &exception.name);
    let exception_docs = checked.exceptions.iter().zip(&catalog.exceptions).map(|(checked, exception)| {
        let english = checked.texts.first().and_then(Option::as_ref);
        let cause = english.and_then(|texts| texts.first()).map_or("", String::as_str);
        format!(" `{}`.\n\n {}", exception.name, doc(cause))
    });
    let count = number(exceptions.len());
    let doc = " An exception type of the official Python client; the Node client has the same names.";
    file.enumeration(doc, "Exception", &exceptions, exception_docs);
    file.all(" All exceptions, in the order of their names.", "Exception", &exceptions);
    file.item(quote!(pub(crate) static EXCEPTION_NAMES: [&str; #count] = [#(#exception_names),*];));

    let mut map = phf_codegen::Map::new();
    for exception in &catalog.exceptions {
        let name = variant(&exception.name);
        map.entry(exception.name.as_str(), format!("Exception::{name}"));
        for alias in &exception.aliases {
            map.entry(alias.value.as_str(), format!("Exception::{name}"));
        }
    }
    file.map("EXCEPTION_BY_NAME", "&'static str, Exception", map.build());

    let mut codes = Lists::new();
    let mut links = Lists::new();
    let mut sources = Lists::new();
    let mut aliases = Lists::new();
    let mut rows = Vec::new();
    for (exception, resolved) in catalog.exceptions.iter().zip(&checked.exceptions) {
        let name = variant(&exception.name);
        let (from, to) = resolved.statuses.unwrap_or((0, 0));
        let (from, to) = (number(from.into()), number(to.into()));
        let code_span = codes.push(resolved.codes.iter().map(|&code| {
            let code = variant(&catalog.errors[code].slug);
            quote!(Code::#code)
        }));
        let retry = number(resolved.retry);
        let link_span = links.push(resolved.links.iter().map(|&link| link as u64));
        let source_span = sources.push(resolved.sources.iter().map(|&source| source as u64));
        let alias_span = aliases.push(exception.aliases.iter().map(|alias| alias.value.clone()));
        let checked_on = date(exception.checked.as_ref().map_or("", |date| &date.value));
        let texts = pool.starts(&resolved.texts).into_iter().map(|(first, locale)| {
            let steps = number(exception.texts[locale].as_ref().map_or(0, |texts| texts.steps.len()));
            let first = number(first as usize);
            quote!((#first, #steps))
        });
        rows.push(quote! {
            ExceptionEntry {
                exception: Exception::#name, statuses: (#from, #to), codes: #code_span, aliases: #alias_span,
                retry: #retry, links: #link_span, sources: #source_span, checked: #checked_on, texts: [#(#texts),*],
            }
        });
    }
    file.table("EXCEPTIONS", quote!(ExceptionEntry), rows);
    file.table("EXCEPTION_CODES", quote!(Code), codes.items);
    file.table("EXCEPTION_ALIASES", quote!(&str), aliases.items);
    file.numbers("EXCEPTION_LINKS", "u8", links.items);
    file.numbers("EXCEPTION_SOURCES", "u8", sources.items);
}
