//! Writes entries, with what is known about each error.

use quote::quote;

use super::rust_file::{Files, Lists, date, number, option, variant};
use super::text_pool::Texts;
use crate::compiler::check::checked::{Checked, Rule};
use crate::compiler::enums::{CATEGORIES, EXAMPLE_KINDS, SCOPES};
use crate::compiler::load::fields::At;

/// The entries, their refinements, and their examples.
pub fn entries(files: &mut Files, checked: &Checked, pool: &mut Texts<'_>) {
    let catalog = &checked.catalog;
    let mut statuses = Lists::new();
    let mut api_values = Lists::new();
    let mut link_lists = Lists::new();
    let mut source_lists = Lists::new();
    let mut exception_lists = Lists::new();
    let mut refines = Lists::new();
    let mut examples = Lists::new();
    let mut rows = Vec::new();
    let mut message = 0;
    for (index, (error, resolved)) in catalog.errors.iter().zip(&checked.errors).enumerate() {
        let code = variant(&error.slug);
        let category = variant(CATEGORIES[resolved.category]);
        let scope = variant(SCOPES[resolved.scope]);
        let retry = number(resolved.retry);
        let retired = error.retired;
        let of = |list: &[At<i64>]| -> Vec<u64> { list.iter().map(|s| s.value as u64).collect() };
        let status_span = statuses.push(of(&error.statuses));
        let default_span = statuses.push(of(&error.default_for));
        let ambiguous = statuses.push(of(&error.ambiguous_statuses));
        let strings = |list: &[At<String>]| -> Vec<String> { list.iter().map(|s| s.value.clone()).collect() };
        let codes = api_values.push(strings(&error.api_codes));
        let vague = api_values.push(strings(&error.vague_api_codes));
        let also = api_values.push(strings(&error.also_api_codes));
        let names = api_values.push(strings(&error.status_names));
        let types = api_values.push(strings(&error.api_types));
        let links = link_lists.push(resolved.links.iter().map(|&link| link as u64));
        let sources = source_lists.push(resolved.sources.iter().map(|&source| source as u64));
        let exceptions = exception_lists.push(
            checked
                .exceptions
                .iter()
                .zip(&catalog.exceptions)
                .filter(|(exception, _)| exception.codes.contains(&index))
                .map(|(_, exception)| {
                    let name = variant(&exception.name);
                    quote!(Exception::#name)
                }),
        );
        let refine = refines.push(resolved.refine.iter().map(|refine| {
            let code = variant(&catalog.errors[refine.code].slug);
            let rule = match refine.rule {
                Rule::IsZero(value) => quote!(Rule::IsZero(#value)),
                Rule::Above(left, right) => quote!(Rule::Above(#left, #right)),
                Rule::WaitAtMost(millis) => quote!(Rule::WaitAtMost(#millis)),
            };
            let api_code = option(refine.api_code.as_ref());
            quote!(Refinement { rule: #rule, api_code: #api_code, code: Code::#code })
        }));
        let example = examples.push(error.examples.iter().map(|example| {
            let kind = EXAMPLE_KINDS.iter().position(|known| *known == example.kind.value);
            let kind = variant(EXAMPLE_KINDS[kind.unwrap_or(0)]);
            let first = number(pool.pool.push(example.wrong.value.trim()) as usize);
            pool.pool.push(example.right.value.trim());
            quote!(Example { kind: ExampleKind::#kind, first: #first })
        }));
        let count = checked.messages.iter().filter(|message| message.code == index).count();
        let (first_message, message_count) = (number(message), number(count));
        message += count;
        let checked_on = date(error.checked.as_ref().map_or("", |date| &date.value));
        let texts = pool.starts(&resolved.texts).into_iter().map(|(first, locale)| {
            let own = error.texts[locale].as_ref();
            let reasons = number(own.map_or(0, |texts| texts.reasons.len()));
            let steps = number(own.map_or(0, |texts| texts.steps.len()));
            let prevention = number(own.map_or(0, |texts| texts.prevention.len()));
            let keywords = number(own.map_or(0, |texts| texts.keywords.len()));
            let first = number(first as usize);
            quote! {
                TextsAt {
                    first: #first, reasons: #reasons, steps: #steps, prevention: #prevention, keywords: #keywords
                }
            }
        });
        rows.push(quote! {
            Entry {
                code: Code::#code, category: Category::#category, scope: Scope::#scope, retry: #retry, retired: #retired,
                statuses: #status_span, default_for: #default_span, ambiguous_statuses: #ambiguous,
                api_codes: #codes, vague_api_codes: #vague, also_api_codes: #also, api_types: #types,
                status_names: #names,
                links: #links, sources: #sources, exceptions: #exceptions, refine: #refine,
                examples: #example, messages: Span(#first_message, #message_count), checked: #checked_on,
                texts: [#(#texts),*],
            }
        });
    }
    let mut file = files.at("entries.rs");
    file.table("ENTRIES", quote!(Entry), rows);
    file.numbers("STATUSES", "u16", statuses.items);
    file.table("API_VALUES", quote!(&str), api_values.items);
    file.numbers("LINK_LISTS", "u8", link_lists.items);
    file.numbers("SOURCE_LISTS", "u8", source_lists.items);
    file.table("EXCEPTION_LISTS", quote!(Exception), exception_lists.items);
    let newest = catalog.errors.iter().filter_map(|error| error.checked.as_ref()).map(|date| &date.value).max();
    let newest = date(newest.map_or("", String::as_str));
    file.item(quote!(pub(crate) const NEWEST_CHECK: u32 = #newest;));
    files.at("refinements.rs").table("REFINES", quote!(Refinement), refines.items);
    files.at("examples.rs").table("EXAMPLES", quote!(Example), examples.items);
}
