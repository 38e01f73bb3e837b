//! Reads typographic quotation marks, non-ASCII spaces, and the full-width colon as ASCII characters.
//!
//! Word processors, chats, and web pages put them in place of what the server sent. The compiler replaces them in the
//! patterns too. Most messages have none of these characters, and are not copied.

use super::steps;
use super::window::WINDOW;

/// The ASCII character that replaces this one; `None` if it isn't replaced.
pub(crate) const fn ascii(char: char) -> Option<u8> {
    Some(match char {
        '\u{A0}' | '\u{2000}'..='\u{200A}' | '\u{202F}' | '\u{205F}' | '\u{3000}' => b' ',
        '\u{2028}' | '\u{2029}' => b'\n',
        '\u{2018}'..='\u{201B}' | '\u{FF07}' => b'\'',
        '\u{201C}'..='\u{201F}' | '\u{FF02}' => b'"',
        '\u{FF1A}' => b':',
        _ => return None,
    })
}

/// The ASCII character that replaces the character at `at`, and how many bytes the replaced one has.
fn ascii_at(message: &[u8], at: usize) -> Option<(u8, usize)> {
    let (char, len) = match *message.get(at..)? {
        [first @ 0xC2, second, ..] => ((u32::from(first) & 0x1F) << 6 | (u32::from(second) & 0x3F), 2),
        [first @ (0xE2 | 0xE3 | 0xEF), second, third, ..] => {
            ((u32::from(first) & 0x0F) << 12 | (u32::from(second) & 0x3F) << 6 | (u32::from(third) & 0x3F), 3)
        }
        _ => return None,
    };
    Some((ascii(char::from_u32(char)?)?, len))
}

/// The place of the first character that has to be replaced; `None` if there is none.
pub(crate) fn first(message: &[u8]) -> Option<usize> {
    let mut at = 0;
    for chunk in message.chunks(8) {
        steps::count(1);
        if !chunk.is_ascii() {
            let found = (at..at + chunk.len()).find(|&at| ascii_at(message, at).is_some());
            if found.is_some() {
                return found;
            }
        }
        at += chunk.len();
    }
    None
}

/// A message with its typographic characters replaced by ASCII ones.
pub(crate) struct Rewritten<'m> {
    message: &'m [u8],
    bytes: [u8; WINDOW],
    len: usize,
}

impl<'m> Rewritten<'m> {
    /// `first` is the place of the first character to replace. The result has at most [`WINDOW`] bytes.
    #[inline(never)]
    pub(crate) fn new(message: &'m [u8], first: usize) -> Self {
        let mut rewritten = Rewritten { message, bytes: [0; WINDOW], len: 0 };
        let (plain, mut at) = (message.get(..first).unwrap_or(&[]), first);
        if let Some(start) = rewritten.bytes.get_mut(..plain.len()) {
            start.copy_from_slice(plain);
            rewritten.len = plain.len();
        }
        while let (Some(&byte), Some(slot)) = (message.get(at), rewritten.bytes.get_mut(rewritten.len)) {
            steps::count(1);
            let (byte, len) = ascii_at(message, at).unwrap_or((byte, 1));
            *slot = byte;
            rewritten.len += 1;
            at += len;
        }
        rewritten
    }

    pub(crate) fn as_bytes(&self) -> &[u8] {
        self.bytes.get(..self.len).unwrap_or(&[])
    }

    /// Converts places in the rewritten message to places in the original.
    pub(super) fn places(&self) -> Places<'m> {
        Places { message: self.message, at: 0, rewritten: 0 }
    }
}

/// A place in the original message, and the same place in the rewritten one.
pub(super) struct Places<'m> {
    message: &'m [u8],
    at: usize,
    rewritten: usize,
}

impl Places<'_> {
    /// The place in the original message. If the places are asked for in ascending order, one pass is enough for all.
    pub(super) fn of(&mut self, rewritten: u32) -> u32 {
        let rewritten = rewritten as usize;
        if rewritten < self.rewritten {
            (self.at, self.rewritten) = (0, 0);
        }
        while self.rewritten < rewritten && self.at < self.message.len() {
            steps::count(1);
            self.at += ascii_at(self.message, self.at).map_or(1, |(_, len)| len);
            self.rewritten += 1;
        }
        self.at as u32
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rewritten(message: &str) -> Option<String> {
        let first = first(message.as_bytes())?;
        Some(String::from_utf8(Rewritten::new(message.as_bytes(), first).as_bytes().to_vec()).unwrap())
    }

    #[test]
    fn every_character_is_read_as_its_ascii_one() {
        for char in ('\0'..=char::MAX).filter(|char| !char.is_ascii()) {
            let text = format!("a{char}余b");
            let expected = ascii(char).map(|byte| format!("a{}余b", char::from(byte)));
            assert_eq!(rewritten(&text), expected, "{char:?}");
        }
    }

    #[test]
    fn places_are_those_of_the_message() {
        let text = "The model\u{A0}‘gpt-5’ does\u{3000}not：exist";
        let plain = rewritten(text).unwrap();
        assert_eq!(plain, "The model 'gpt-5' does not:exist");
        let bytes = text.as_bytes();
        let rewritten = Rewritten::new(bytes, first(bytes).unwrap());
        let mut places = rewritten.places();
        let starts = text.char_indices().map(|(at, _)| at as u32).chain([text.len() as u32]);
        for (index, start) in starts.enumerate() {
            assert_eq!(places.of(index as u32), start);
        }
        assert_eq!(places.of(0), 0);
    }

    /// A character that the window cuts in two is not changed.
    #[test]
    fn cut_characters_are_left_alone() {
        for cut in ["\u{A0}", "’", "："] {
            for len in 1..cut.len() {
                let bytes = &cut.as_bytes()[..len];
                assert_eq!(first(bytes), None);
                let rewritten = Rewritten::new(bytes, 0);
                assert_eq!(rewritten.as_bytes(), bytes);
            }
        }
    }
}
