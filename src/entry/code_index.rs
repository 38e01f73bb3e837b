//! Finds codes by status, and by a value of `error.code` or `error.type`. `compiler/generate/indexes.rs` decides their
//! order.

use crate::entry::code::Code;
use crate::span::Span;

include!(concat!(env!("OUT_DIR"), "/indexes.rs"));

/// Longer values of `error.code` or `error.type` are not looked up: the catalog has none.
const MAX_API_VALUE: usize = 128;

fn status_row(status: u16) -> Option<&'static (u16, bool, Span)> {
    let index = CODES_BY_STATUS.binary_search_by_key(&status, |row| row.0).ok()?;
    CODES_BY_STATUS.get(index)
}

/// The codes that come with a status, the general one first; empty if there are none.
pub(crate) fn by_status(status: u16) -> &'static [Code] {
    status_row(status).map_or(&[], |(_, _, codes)| codes.of(&STATUS_CODES))
}

/// The code for a status if nothing else is known; `None` if the status has no general code.
pub(crate) fn general_code(status: u16) -> Option<Code> {
    match status_row(status)? {
        (_, true, codes) => codes.of(&STATUS_CODES).first().copied(),
        _ => None,
    }
}

/// The codes for a value of `error.code` or `error.type`, ignoring ASCII case.
pub(crate) fn by_api_code(value: &str) -> &'static [Code] {
    let mut lower = [0; MAX_API_VALUE];
    let Some(lower) = lower.get_mut(..value.len()) else { return &[] };
    lower.copy_from_slice(value.as_bytes());
    lower.make_ascii_lowercase();
    let found = core::str::from_utf8(lower).ok().and_then(|value| CODES_BY_API_VALUE.get(value));
    found.map_or(&[], |codes| codes.of(&API_VALUE_CODES))
}
