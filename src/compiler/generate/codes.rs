//! Codes: the enum, its names, and the tables that find a code by its name, by a value of the API, or by a status.

use std::collections::BTreeMap;

use proc_macro2::Ident;
use quote::quote;

use super::rust_file::{Files, Lists, derives, doc, number, variant};
use crate::compiler::check::checked::Checked;
use crate::compiler::enums::SCOPES;

/// The enum and its names.
pub fn codes(files: &mut Files, checked: &Checked) {
    let mut file = files.at("codes.rs");
    let catalog = &checked.catalog;
    let derives = derives();

    let codes: Vec<Ident> = catalog.errors.iter().map(|error| variant(&error.slug)).collect();
    let slugs = catalog.errors.iter().map(|error| &error.slug);
    let code_docs = checked.errors.iter().zip(&catalog.errors).map(|(checked, error)| {
        let english = checked.texts.first().and_then(Option::as_ref);
        let line = |index: usize| english.and_then(|texts| texts.get(index)).map_or("", String::as_str);
        let statuses: Vec<String> = error.statuses.iter().map(|status| status.value.to_string()).collect();
        let statuses = match statuses.as_slice() {
            [] => "none; it comes without a response".to_owned(),
            statuses => statuses.join(", "),
        };
        let policy = catalog.policies.get(checked.retry);
        let name = policy.map_or("", |policy| policy.name.value.as_str());
        let verdict = if policy.is_some_and(|policy| policy.numbers.is_some()) { "Retry" } else { "Stop" };
        let scope = variant(SCOPES[checked.scope]);
        format!(
            " `{}`: {}.\n\n {}\n\n - Usual statuses: {statuses}\n - Verdict: [`{verdict}`](crate::Verdict::{verdict}), \
             policy `{name}`\n - Scope: [`{scope}`](crate::Scope::{scope})",
            error.slug,
            doc(line(0)),
            doc(line(1)),
        )
    });
    let count = number(codes.len());
    file.item(quote! {
        /// An error of the catalog. [`Code::as_str`] is its name everywhere outside Rust.
        #derives
        #[non_exhaustive]
        pub enum Code { #(#[doc = #code_docs] #codes),* }
    });
    file.item(quote! {
        impl Code {
            /// All codes, in the order of their slugs.
            pub const ALL: &'static [Code] = &[#(Code::#codes),*];
        }
    });
    file.item(quote!(pub(crate) static SLUGS: [&str; #count] = [#(#slugs),*];));

    let mut map = phf_codegen::Map::new();
    for error in &catalog.errors {
        map.entry(error.slug.as_str(), format!("Code::{}", variant(&error.slug)));
    }
    file.map("CODE_BY_SLUG", "&'static str, Code", map.build());
}

/// The codes of each value of `error.code` and `error.type`, and of each status.
pub fn indexes(files: &mut Files, checked: &Checked) {
    let mut file = files.at("indexes.rs");
    let catalog = &checked.catalog;
    // The values are in lower case, because lookups ignore case. The codes that a value means come first, then those
    // that it was seen with, then those that have it as a type.
    let mut by_value: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for pass in 0..3 {
        for (index, error) in catalog.errors.iter().enumerate() {
            let values = [&error.api_codes, &error.also_api_codes, &error.api_types][pass];
            for value in values {
                let codes = by_value.entry(value.value.to_ascii_lowercase()).or_default();
                if !codes.contains(&index) {
                    codes.push(index);
                }
            }
        }
    }
    let mut lists = Lists::new();
    let mut map = phf_codegen::Map::new();
    for (value, codes) in &by_value {
        let span = lists.push(codes.iter().map(|&code| {
            let code = variant(&catalog.errors[code].slug);
            quote!(Code::#code)
        }));
        map.entry(value.as_str(), span.to_string());
    }
    file.map("CODES_BY_API_VALUE", "&'static str, Span", map.build());
    file.table("API_VALUE_CODES", quote!(Code), lists.items);

    let mut by_status: BTreeMap<i64, Vec<usize>> = BTreeMap::new();
    for (index, error) in catalog.errors.iter().enumerate() {
        for status in &error.statuses {
            let codes = by_status.entry(status.value).or_default();
            if error.default_for.iter().any(|default| default.value == status.value) {
                codes.insert(0, index);
            } else {
                codes.push(index);
            }
        }
    }
    let mut lists = Lists::new();
    let mut rows = Vec::new();
    for (status, codes) in &by_status {
        let first = codes.first().map(|&code| &catalog.errors[code]);
        let has_default = first.is_some_and(|error| error.default_for.iter().any(|default| default.value == *status));
        let span = lists.push(codes.iter().map(|&code| {
            let code = variant(&catalog.errors[code].slug);
            quote!(Code::#code)
        }));
        let status = number(*status as usize);
        rows.push(quote!((#status, #has_default, #span)));
    }
    file.table("CODES_BY_STATUS", quote!((u16, bool, Span)), rows);
    file.table("STATUS_CODES", quote!(Code), lists.items);
}
