//! Wraps lines, in any language.

use textwrap::core::Word;
use textwrap::{Options, WordSeparator, WordSplitter};

/// Wraps a text into lines of at most `width` columns, if it can be broken there. East Asian characters are two columns
/// wide. `first` and `further` are the indents of the first line and of the others.
pub fn wrap(width: usize, first: &str, further: &str, text: &str) -> Vec<String> {
    let options = Options::new(width)
        .initial_indent(first)
        .subsequent_indent(further)
        .word_separator(WordSeparator::Custom(words))
        .break_words(false)
        // Readers copy names such as `OpenAI-Organization`, so these must stay on one line.
        .word_splitter(WordSplitter::NoHyphenation);
    textwrap::wrap(text, options).into_iter().map(std::borrow::Cow::into_owned).collect()
}

/// The pieces between which Unicode allows a line break, with two exceptions. There is no break inside a Korean word,
/// because Korean has spaces, nor inside backticks, because readers copy their content.
fn words(line: &str) -> Box<dyn Iterator<Item = Word<'_>> + '_> {
    let is_hangul = |char: char| matches!(char, '\u{1100}'..='\u{11ff}' | '\u{ac00}'..='\u{d7a3}');
    let mut pieces = WordSeparator::UnicodeBreakProperties.find_words(line).peekable();
    let mut start = 0;
    let mut in_code = false;
    Box::new(std::iter::from_fn(move || {
        let mut end = start;
        loop {
            let piece = pieces.next()?;
            end += piece.word.len() + piece.whitespace.len();
            in_code ^= piece.word.matches('`').count() % 2 == 1;
            let Some(next) = pieces.peek() else { break };
            let is_korean = piece.word.ends_with(is_hangul) && next.word.starts_with(is_hangul);
            if !(piece.whitespace.is_empty() && (in_code || is_korean)) {
                break;
            }
        }
        let word = line.get(start..end)?;
        start = end;
        Some(Word::from(word))
    }))
}

#[cfg(test)]
mod tests {
    use anstyle::Style;
    use textwrap::core::display_width;

    use super::*;

    fn lines(width: usize, text: &str) -> Vec<String> {
        wrap(width, "", "", text)
    }

    #[test]
    fn chinese_and_japanese_break_between_characters_but_not_before_punctuation() {
        assert_eq!(lines(8, "余额已用完。请先充值。"), ["余额已用", "完。请先", "充值。"]);
        // Small kana and the long vowel mark must not begin a line either.
        for line in lines(8, "サーバーがリクエストを処理できません。") {
            assert!(display_width(&line) <= 10 && !line.starts_with(['ー', 'ッ', '。', 'ェ']), "{line}");
        }
    }

    #[test]
    fn korean_breaks_at_spaces() {
        assert_eq!(lines(16, "요청 속도가 한도를 초과했습니다."), ["요청 속도가", "한도를", "초과했습니다."]);
    }

    #[test]
    fn names_and_backticks_are_not_broken() {
        assert_eq!(lines(12, "调用 `/v1/chat/completions` 接口"), ["调用", "`/v1/chat/completions`", "接口"]);
        assert_eq!(lines(12, "Set OpenAI-Organization"), ["Set", "OpenAI-Organization"]);
    }

    #[test]
    fn styles_have_no_width() {
        let bold = Style::new().bold();
        let text = format!("{bold}abcd{bold:#} {bold}efgh{bold:#}");
        assert_eq!(lines(9, &text).len(), 1);
        assert_eq!(lines(8, &text).len(), 2);
    }
}
