//! Writes the languages that are compiled in, and the table that finds them by tag.

use std::collections::BTreeMap;

use proc_macro2::Ident;
use quote::quote;

use super::rust_file::{Files, number, option, variant};
use crate::compiler::check::checked::Checked;

/// `compiled` are the languages that are compiled in, as indices into the catalog's list.
pub fn locales(files: &mut Files, checked: &Checked, compiled: &[usize]) {
    let mut file = files.at("locales.rs");
    let of: Vec<_> = compiled.iter().map(|&locale| &checked.catalog.locales[locale]).collect();
    let locales: Vec<Ident> = of.iter().map(|locale| variant(&feature(&locale.tag.value))).collect();
    let tags = of.iter().map(|locale| &locale.tag.value);
    let own_names = of.iter().map(|locale| &locale.name.value);
    let complete = of.iter().map(|locale| locale.complete);
    let locale_docs = of.iter().map(|locale| {
        let (name, tag) = (&locale.name.value, &locale.tag.value);
        format!(" {name} (`{tag}`); feature `{}`.", feature(tag))
    });
    let count = number(locales.len());
    let doc = " A language of the catalog's texts. The variants are the languages whose features are on: `en` and `zh-hans`\n \
               by default, and none in a program that needs no texts.";
    file.enumeration(doc, "Locale", &locales, locale_docs);
    file.all(" All languages that are compiled in, English first.", "Locale", &locales);
    if let Some(default) = locales.first() {
        file.item(quote! {
            impl Default for Locale {
                /// English; without it the first language that is compiled in.
                fn default() -> Self { Locale::#default }
            }
        });
    }
    let english = compiled.iter().position(|&locale| locale == 0).and_then(|at| locales.get(at));
    let english = option(english.map(|locale| quote!(Locale::#locale)));
    file.item(quote!(pub(crate) const ENGLISH: Option<Locale> = #english;));
    // A type without values can't be cast.
    let index = if locales.is_empty() { quote!(match self {}) } else { quote!(self as usize) };
    file.item(quote!(impl Locale { pub(crate) const fn index(self) -> usize { #index } }));
    file.item(quote!(pub(crate) static LOCALE_IS_COMPLETE: [bool; #count] = [#(#complete),*];));
    let learned = checked.catalog.word_model.iter().flat_map(|model| &model.languages);
    let learned: Vec<&str> = learned.map(|tag| tag.value.as_str()).collect();
    // An incomplete language is left out: the texts that replace its missing ones have already been learned.
    let others =
        of.iter().zip(&locales).filter(|(locale, _)| locale.complete && !learned.contains(&locale.tag.value.as_str()));
    let others = others.map(|(_, locale)| quote!(Locale::#locale));
    file.item(quote!(pub(crate) const LOCALES_NOT_LEARNED: &[Locale] = &[#(#others),*];));
    file.item(quote!(pub(crate) const LOCALES: usize = #count;));
    file.item(quote!(pub(crate) static LOCALE_TAGS: [&str; #count] = [#(#tags),*];));
    file.item(quote!(pub(crate) static LOCALE_NAMES: [&str; #count] = [#(#own_names),*];));

    let mut by_tag: BTreeMap<String, &Ident> = BTreeMap::new();
    for (locale, name) in of.iter().zip(&locales) {
        for tag in std::iter::once(&locale.tag).chain(&locale.ranges) {
            by_tag.insert(tag.value.to_ascii_lowercase(), name);
        }
    }
    // If the language that a bare tag such as `zh` means is not compiled in, another language of its family is nearest.
    for (locale, name) in of.iter().zip(&locales) {
        let family = locale.tag.value.split('-').next().unwrap_or_default();
        by_tag.entry(family.to_ascii_lowercase()).or_insert(name);
    }
    let mut map = phf_codegen::Map::new();
    for (tag, name) in by_tag {
        map.entry(tag, format!("Locale::{name}"));
    }
    file.map("LOCALE_BY_TAG", "&'static str, Locale", map.build());
}

/// The feature of the crate that compiles a language in.
pub fn feature(tag: &str) -> String {
    tag.to_ascii_lowercase()
}
