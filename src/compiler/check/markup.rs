//! The markup of texts: `<page>`, words in backticks, and the `{fields}` of labels.

use std::collections::BTreeSet;

/// The text without `<page>`s, and with one backtick in place of everything that is in backticks.
pub(super) fn prose(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for part in text.split('`').step_by(2) {
        let mut rest = part;
        while let Some(open) = rest.find('<') {
            let Some(id) = page(&rest[open..]) else {
                out.push_str(&rest[..=open]);
                rest = &rest[open + 1..];
                continue;
            };
            out.push_str(&rest[..open]);
            rest = &rest[open + id.len() + 2..];
        }
        out.push_str(rest);
        out.push('`');
    }
    out
}

/// The IDs of the pages that the text refers to.
pub(super) fn pages(text: &str) -> BTreeSet<&str> {
    let prose = text.split('`').step_by(2);
    prose.flat_map(|part| part.match_indices('<').filter_map(|(at, _)| page(&part[at..]))).collect()
}

/// The ID of the `<page>` that the text begins with.
pub(super) fn page(text: &str) -> Option<&str> {
    let (id, _) = text.strip_prefix('<')?.split_once('>')?;
    let is_id =
        !id.is_empty() && id.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-');
    is_id.then_some(id)
}

/// The names of the `{fields}` of a label.
pub(super) fn fields(text: &str) -> BTreeSet<&str> {
    let names = text.split('{').skip(1).filter_map(|part| part.split_once('}')).map(|(name, _)| name);
    names
        .filter(|name| !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_'))
        .collect()
}
