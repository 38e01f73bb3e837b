//! How much of a text is read.

/// How many bytes of a message are read. Messages of an API are short. A longer text is a page or repeats the request,
/// and its start is enough to recognize it.
pub(crate) const WINDOW: usize = 8 * 1024;

/// The part of a message that is read.
pub(crate) fn window(message: &str) -> &[u8] {
    start(message, WINDOW)
}

/// The first bytes of a message, at most `window` of them.
pub(super) fn start(message: &str, window: usize) -> &[u8] {
    let bytes = message.as_bytes();
    bytes.get(..window).unwrap_or(bytes)
}

/// The last place at or before `at` where a character begins.
#[inline]
pub(crate) fn floor_boundary(text: &str, mut at: usize) -> usize {
    at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}
