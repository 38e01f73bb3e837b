//! Classes of bytes and characters: whitespace, parts of words, Chinese and Japanese.

/// ASCII whitespace.
#[inline]
pub(crate) const fn is_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t'..=b'\r')
}

/// Whether a letter or digit of any script begins at `at`. These characters are not part of a word: Latin-1 symbols
/// (U+0080..=U+00BF), general punctuation (U+2000..=U+207F), CJK punctuation (U+3000..=U+303F), and the full-width
/// forms U+FF00..=U+FF0F and U+FF1A..=U+FF20.
pub(crate) fn is_word_at(message: &[u8], at: usize) -> bool {
    match message.get(at..) {
        Some([byte, ..]) if byte.is_ascii() => byte.is_ascii_alphanumeric(),
        Some([0xE2, 0x80 | 0x81, ..] | [0xE3, 0x80, ..] | [0xC2, 0x80..=0xBF, ..]) => false,
        Some([0xEF, 0xBC, 0x80..=0x8F | 0x9A..=0xA0, ..]) => false,
        Some([]) | None => false,
        Some(_) => true,
    }
}

/// Whether a Chinese or Japanese character begins at `at`. These languages have no spaces between words, so a pattern
/// may end directly before such a character.
pub(super) fn is_cjk_at(message: &[u8], at: usize) -> bool {
    matches!(message.get(at), Some(0xE3..=0xE9))
}
