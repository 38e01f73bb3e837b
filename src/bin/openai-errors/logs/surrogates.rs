//! Replaces JSON escapes that are only half a character.

use std::borrow::Cow;

/// Replaces each lone surrogate (`\ud800` to `\udfff`) with U+FFFD. A logger that truncates its fields can cut an emoji in
/// two, and JSON parsers reject the remaining half.
pub fn without_lone_surrogates(text: &str) -> Cow<'_, str> {
    let mut repaired = String::new();
    let mut done = 0;
    let mut rest = 0;
    while let Some(found) = text[rest..].find('\\') {
        let at = rest + found;
        let half = |at: usize| {
            let digits = text.get(at..at + 6)?.strip_prefix("\\u")?;
            u16::from_str_radix(digits, 16).ok().filter(|unit| (0xD800..=0xDFFF).contains(unit))
        };
        match (half(at), half(at + 6)) {
            (Some(0xD800..=0xDBFF), Some(0xDC00..=0xDFFF)) => rest = at + 12,
            (Some(_), _) => {
                repaired.push_str(&text[done..at]);
                repaired.push_str("\\ufffd");
                done = at + 6;
                rest = done;
            }
            // Skip the whole escape: its second character may be a backslash too.
            (None, _) => {
                rest = at + 1;
                rest += text[rest..].chars().next().map_or(0, char::len_utf8);
            }
        }
    }
    if done == 0 {
        return Cow::Borrowed(text);
    }
    repaired.push_str(&text[done..]);
    Cow::Owned(repaired)
}
