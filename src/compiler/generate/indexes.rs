//! Writes the codes of each status and of each value of `error.code` and `error.type`, in the order in which lookups
//! return them.

use std::collections::BTreeMap;

use quote::quote;

use super::rust_file::{Files, Lists, number, variant};
use crate::compiler::check::checked::Checked;

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
