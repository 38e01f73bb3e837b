//! Writes the enum `Code`, its names, and the table that finds a code by its name.

use proc_macro2::Ident;
use quote::quote;

use super::rust_file::{Files, doc, number, variant};
use crate::compiler::check::checked::Checked;
use crate::compiler::enums::SCOPES;

/// The enum and its names.
pub fn codes(files: &mut Files, checked: &Checked) {
    let mut file = files.at("codes.rs");
    let catalog = &checked.catalog;

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
    let doc = " An error of the catalog. [`Code::as_str`] is its name everywhere outside Rust.";
    file.enumeration(doc, "Code", &codes, code_docs);
    file.all(" All codes, in the order of their slugs.", "Code", &codes);
    file.item(quote!(pub(crate) static SLUGS: [&str; #count] = [#(#slugs),*];));

    let mut map = phf_codegen::Map::new();
    for error in &catalog.errors {
        map.entry(error.slug.as_str(), format!("Code::{}", variant(&error.slug)));
    }
    file.map("CODE_BY_SLUG", "&'static str, Code", map.build());
}
