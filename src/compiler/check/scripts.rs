//! Scripts with and without spaces between words.

/// Whether a character belongs to a script without spaces between words.
pub(super) fn is_wide(char: Option<char>) -> bool {
    char.is_some_and(|char| matches!(char, '\u{2e80}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{ff00}'..='\u{ff60}'))
}

/// Whether a character is a letter of a script with spaces between words.
pub(super) fn is_spaced(char: char) -> bool {
    char.is_alphabetic() && char < '\u{2e80}'
}
