//! Makes text from outside safe to show: messages come from strangers, and a terminal executes control sequences.

use std::borrow::Cow;
use std::fmt::Write as _;

use openai_error_catalog::Value;

/// The maximum length of a text, in characters. Longer ones are cut.
const LONGEST: usize = 500;

/// Makes a text from outside safe, on one line. Characters that control a terminal, or that are invisible and change the
/// text around them, become escapes. Keys are masked. A long text is cut.
///
/// Everything from the input has to go through here before it is written as text: captured values, repeated messages, IDs,
/// and file names. JSON goes through [`json`].
pub fn text(text: &str) -> Cow<'_, str> {
    let masked = Value::masked("", text).to_string();
    let text = if masked == text { Cow::Borrowed(text) } else { Cow::Owned(masked) };
    let cut = text.char_indices().nth(LONGEST).map(|(at, _)| at);
    if cut.is_none() && !text.chars().any(is_hostile) {
        return text;
    }
    let mut shown = String::with_capacity(text.len());
    for char in text[..cut.unwrap_or(text.len())].chars() {
        if is_hostile(char) {
            shown.extend(char.escape_debug());
        } else {
            shown.push(char);
        }
    }
    if cut.is_some() {
        shown.push('…');
    }
    shown.into()
}

/// Escapes the same characters in finished JSON as `\uXXXX`, which means the same to a parser. A serializer escapes only
/// those below U+0020.
pub fn json(json: &str) -> Cow<'_, str> {
    let is_hostile = |char: char| char == '\u{7f}' || (!char.is_ascii() && is_hostile(char));
    if !json.chars().any(is_hostile) {
        return json.into();
    }
    let mut shown = String::with_capacity(json.len() + 16);
    for char in json.chars() {
        if is_hostile(char) {
            for unit in char.encode_utf16(&mut [0; 2]) {
                let _ = write!(shown, "\\u{unit:04x}");
            }
        } else {
            shown.push(char);
        }
    }
    shown.into()
}

/// Makes the lines of a text safe, for the messages of a library that repeats its input. Only line ends stay.
pub fn lines(text: &str) -> String {
    let mut shown = String::new();
    for line in text.lines() {
        shown.push_str(&self::text(line));
        shown.push('\n');
    }
    shown
}

/// Control, format, and bidirectional characters, line and paragraph separators, and unassigned code points.
fn is_hostile(char: char) -> bool {
    if char.is_ascii() {
        return char.is_ascii_control();
    }
    if char.is_whitespace() {
        // Other spaces differ only in width; U+0085 is a control character.
        return char.is_control() || matches!(char, '\u{2028}' | '\u{2029}');
    }
    // The standard library knows which characters can be printed. But at the start of a string, it also escapes combining
    // marks, which Hindi and other languages need. So put a letter in front of the character.
    let mut pair = [b'a', 0, 0, 0, 0];
    let end = 1 + char.encode_utf8(&mut pair[1..]).len();
    let pair = std::str::from_utf8(&pair[..end]).unwrap_or("a");
    pair.escape_debug().nth(1) == Some('\\')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn control_and_invisible_characters_are_escaped() {
        assert_eq!(text("x\u{1b}]0;T\u{7}\u{1b}[2J"), r"x\u{1b}]0;T\u{7}\u{1b}[2J");
        assert_eq!(text("a\rb\nc\td\0\u{7f}"), r"a\rb\nc\td\0\u{7f}");
        // C1 controls: the one-character CSI and OSC, and NEL, which is a line end.
        assert_eq!(text("\u{9b}31m\u{9d}\u{85}"), r"\u{9b}31m\u{9d}\u{85}");
        // Bidirectional marks, separators, invisible characters, tags, and private use.
        assert_eq!(text("\u{202e}\u{2066}\u{200f}\u{61c}"), r"\u{202e}\u{2066}\u{200f}\u{61c}");
        assert_eq!(text("\u{2028}\u{200b}\u{feff}\u{ad}\u{e0041}"), r"\u{2028}\u{200b}\u{feff}\u{ad}\u{e0041}");
        assert_eq!(text("\u{e000}\u{10ffff}"), r"\u{e000}\u{10ffff}");
    }

    #[test]
    fn ordinary_text_is_unchanged() {
        for words in ["it's \"C:\\dir\"", "余额　不足，“报错”", "नमस्ते é e\u{301}", "한국어 テスト", "🤷🏽", ""]
        {
            assert!(matches!(text(words), Cow::Borrowed(shown) if shown == words), "{words}");
        }
    }

    #[test]
    fn keys_are_masked() {
        assert_eq!(text("key sk-live-SECRET1234, sk-learn"), "key ***, sk-learn");
        assert_eq!(text("Authorization: Bearer abcdef0123456789."), "Authorization: Bearer ***.");
        assert_eq!(text("sk-proj-aaaaaaaaaa sk-proj-bbbbbbbbbb"), "*** ***");
    }

    #[test]
    fn a_long_text_is_cut() {
        let shown = text(&"长".repeat(600)).into_owned();
        assert_eq!((shown.chars().count(), shown.chars().last()), (LONGEST + 1, Some('…')));
    }

    #[test]
    fn escaped_json_means_the_same() {
        let value = serde_json::json!({"a": "\u{1b}[2J\u{9b}\u{202e}\u{7f}余额\u{e0041}"});
        let plain = serde_json::to_string_pretty(&value).unwrap();
        let shown = json(&plain);
        assert!(shown.contains(r"\u001b[2J\u009b\u202e\u007f余额\udb40\udc41"), "{shown}");
        assert_eq!(serde_json::from_str::<serde_json::Value>(&shown).unwrap(), value);
        assert!(matches!(json(r#"{"a": "余额\n"}"#), Cow::Borrowed(_)));
    }
}
