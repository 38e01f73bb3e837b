//! Writes the support checklist.

use quote::quote;

use super::rust_file::{Files, number};
use super::text_pool::Texts;
use crate::compiler::check::checked::Checked;

pub fn support(files: &mut Files, checked: &Checked, pool: &mut Texts<'_>) {
    let catalog = &checked.catalog;
    let mut file = files.at("support.rs");
    if let Some(support) = &catalog.support {
        let rows = pool.starts(&checked.support).into_iter().map(|(first, locale)| {
            let items = number(support.texts[locale].as_ref().map_or(0, |texts| texts.items.len()));
            let first = number(first as usize);
            quote!((#first, #items))
        });
        file.table("SUPPORT_TEXTS", quote!((u32, u8)), rows);
        let links = support.links.iter().filter_map(|link| catalog.links.iter().position(|l| l.id.value == link.value));
        file.numbers("SUPPORT_LINKS", "u8", links.map(|link| link as u64));
    }
}
