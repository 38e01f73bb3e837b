//! What a byte or character of a message is: space, part of a word, Chinese or Japanese.

/// ASCII whitespace.
#[inline]
pub(crate) const fn is_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t'..=b'\r')
}

/// A letter or digit of any script. General and CJK punctuation, U+2000..=U+206F,
/// U+3000..=U+303F and the full-width forms U+FF00..=U+FF0F and U+FF1A..=U+FF20,
/// are not part of a word.
pub(crate) fn is_word_at(message: &[u8], at: usize) -> bool {
    match message.get(at..) {
        Some([byte, ..]) if byte.is_ascii() => byte.is_ascii_alphanumeric(),
        Some([0xE2, 0x80 | 0x81, ..] | [0xE3, 0x80, ..] | [0xC2, 0x80..=0xBF, ..]) => false,
        Some([0xEF, 0xBC, 0x80..=0x8F | 0x9A..=0xA0, ..]) => false,
        Some([]) | None => false,
        Some(_) => true,
    }
}

/// Chinese and Japanese have no spaces between words: there a pattern may end
/// inside a run of characters if it didn't begin a Latin word.
pub(super) fn is_cjk_at(message: &[u8], at: usize) -> bool {
    matches!(message.get(at), Some(0xE3..=0xE9))
}
