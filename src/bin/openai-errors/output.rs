//! Text on a terminal: headings, wrapped paragraphs, lists. Text from outside is made [`safe`] here.

use std::fmt;
use std::io::{self, Write};

use anstyle::{AnsiColor, Color, Style};
use openai_error_catalog::export::Label;
use openai_error_catalog::{Locale, Verdict};
use serde::Serialize;
use textwrap::core::{Word, display_width};
use textwrap::{Options, WordSeparator, WordSplitter};

use crate::options::Format;
use crate::outcome::Outcome;
use crate::safe;

const HEADING: Style = Style::new().bold();
const CODE: Style = Style::new().bold().fg_color(Some(Color::Ansi(AnsiColor::Cyan)));
const RETRY: Style = Style::new().fg_color(Some(Color::Ansi(AnsiColor::Green)));
const STOP: Style = Style::new().fg_color(Some(Color::Ansi(AnsiColor::Red)));
const UNKNOWN: Style = Style::new().fg_color(Some(Color::Ansi(AnsiColor::Yellow)));

/// The minimum width of a paragraph next to the columns of a table.
const NARROWEST: usize = 24;

/// Standard output. Colors are written only to a terminal that shows them; lines are
/// wrapped to its width, or to `COLUMNS`, and not at all in a pipe.
pub struct Page {
    out: anstream::AutoStream<io::StdoutLock<'static>>,
    width: Option<usize>,
}

impl Page {
    pub fn new() -> Self {
        let columns = std::env::var("COLUMNS").ok().and_then(|columns| columns.parse().ok());
        let terminal = terminal_size::terminal_size_of(io::stdout()).map(|(width, _)| usize::from(width.0));
        // Some programs set 0 for "unknown".
        let width = columns.or(terminal).filter(|width| *width > 0).map(|width| width.clamp(20, 120));
        Page { out: anstream::AutoStream::auto(io::stdout().lock()), width }
    }

    /// The first line: a name, and what it is in a few words.
    pub fn title(&mut self, name: &str, words: &str) -> io::Result<()> {
        self.wrapped("", "  ", &format!("{CODE}{name}{CODE:#}  {HEADING}{words}{HEADING:#}"))
    }

    /// The first line of a page without a name.
    pub fn headline(&mut self, words: &str) -> io::Result<()> {
        self.wrapped("", "  ", &format!("{HEADING}{words}{HEADING:#}"))
    }

    pub fn heading(&mut self, text: &str) -> io::Result<()> {
        writeln!(self.out, "\n{HEADING}{text}{HEADING:#}")
    }

    pub fn paragraph(&mut self, text: &str) -> io::Result<()> {
        self.wrapped("  ", "  ", text)
    }

    /// A paragraph in the color of a verdict.
    pub fn verdict(&mut self, verdict: Verdict, text: &str) -> io::Result<()> {
        let style = style(verdict);
        self.wrapped("  ", "  ", &format!("{style}{text}{style:#}"))
    }

    pub fn item(&mut self, text: &str) -> io::Result<()> {
        self.wrapped("  - ", "    ", text)
    }

    pub fn numbered(&mut self, number: usize, text: &str) -> io::Result<()> {
        let mark = format!("{number:>3}. ");
        self.wrapped(&mark, "     ", text)
    }

    /// A line without changes: readers copy addresses and patterns, so they are not wrapped. Only for texts of the
    /// catalog.
    pub fn plain(&mut self, text: &str) -> io::Result<()> {
        writeln!(self.out, "{text}")
    }

    /// A name and a value that comes from outside: one line, whatever the value is.
    pub fn value(&mut self, name: &str, width: usize, value: &str) -> io::Result<()> {
        let value = safe::text(value);
        writeln!(self.out, "  {name:width$}  {value}")
    }

    /// Columns, and a text that is wrapped next to them.
    pub fn row(&mut self, columns: &[Column<'_>], text: &str) -> io::Result<()> {
        let mut first = String::new();
        for column in columns {
            let padding = column.width.saturating_sub(display_width(column.text));
            let style = column.style;
            first.push_str(&format!("{style}{}{style:#}{:padding$}  ", column.text, ""));
        }
        let indent = display_width(&first);
        if self.width.is_some_and(|width| width < indent + NARROWEST && width < indent + display_width(text)) {
            writeln!(self.out, "{}", first.trim_end())?;
            return self.wrapped("    ", "    ", text);
        }
        self.wrapped(&first, &" ".repeat(indent), text)
    }

    /// A paragraph below a numbered one.
    pub fn nested(&mut self, text: &str) -> io::Result<()> {
        self.wrapped("     ", "     ", text)
    }

    /// The width in columns; `None` in a pipe.
    pub fn width(&self) -> Option<usize> {
        self.width
    }

    fn wrapped(&mut self, first: &str, further: &str, text: &str) -> io::Result<()> {
        let Some(width) = self.width else {
            return writeln!(self.out, "{first}{text}");
        };
        for line in wrap(width, first, further, text) {
            writeln!(self.out, "{line}")?;
        }
        Ok(())
    }
}

/// One column of a row, padded to a width.
pub struct Column<'t> {
    text: &'t str,
    width: usize,
    style: Style,
}

impl<'t> Column<'t> {
    pub fn new(text: &'t str, width: usize) -> Self {
        Column { text, width, style: Style::new() }
    }

    /// A code or another name that can be asked for.
    pub fn name(text: &'t str, width: usize) -> Self {
        Column { text, width, style: CODE }
    }

    /// Whether to send a request again.
    pub fn verdict(verdict: Verdict, locale: Locale) -> Self {
        let text = |verdict| verdict_label(verdict).text(locale);
        let width = [Verdict::Retry, Verdict::Stop].into_iter().map(|verdict| display_width(text(verdict))).max();
        Column { text: text(verdict), width: width.unwrap_or(0), style: style(verdict) }
    }
}

fn verdict_label(verdict: Verdict) -> Label {
    match verdict {
        Verdict::Retry => Label::LineRetry,
        Verdict::Stop => Label::LineStop,
        _ => Label::LineUnknown,
    }
}

fn style(verdict: Verdict) -> Style {
    match verdict {
        Verdict::Retry => RETRY,
        Verdict::Stop => STOP,
        _ => UNKNOWN,
    }
}

/// The verdict of a whole entry.
pub fn by_policy(retryable: bool) -> Verdict {
    if retryable { Verdict::Retry } else { Verdict::Stop }
}

/// Lines of at most `width` columns: East Asian characters have two, and may end a line where
/// Unicode's rules for line breaks let them.
fn wrap(width: usize, first: &str, further: &str, text: &str) -> Vec<String> {
    let options = Options::new(width)
        .initial_indent(first)
        .subsequent_indent(further)
        .word_separator(WordSeparator::Custom(words))
        .break_words(false)
        // Readers copy `OpenAI-Organization`: it stays on one line.
        .word_splitter(WordSplitter::NoHyphenation);
    textwrap::wrap(text, options).into_iter().map(std::borrow::Cow::into_owned).collect()
}

/// The pieces between which Unicode allows a line break, with two exceptions: no break between the syllables of a
/// Korean word, because Korean has spaces, and none inside backticks, whose content readers copy.
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

/// Rows as one JSON value, or each as `line` writes it.
pub fn rows<T: Serialize>(
    format: Format,
    rows: &[T],
    mut line: impl FnMut(&mut Page, &T) -> io::Result<()>,
) -> io::Result<Outcome> {
    if format == Format::Json {
        json(&rows)?;
        return Ok(Outcome::Found);
    }
    let mut page = Page::new();
    for row in rows {
        line(&mut page, row)?;
    }
    Ok(Outcome::Found)
}

/// The width of the widest text.
pub fn widest<'t>(texts: impl Iterator<Item = &'t str>) -> usize {
    texts.map(display_width).max().unwrap_or(0)
}

/// One JSON value, indented, with a line end.
pub fn json(value: &impl Serialize) -> io::Result<()> {
    let text = serde_json::to_string_pretty(value)?;
    writeln!(io::stdout().lock(), "{}", safe::json(&text))
}

/// A line on standard error. If it can't be written, the program continues.
pub fn note(text: impl fmt::Display) {
    let _ = writeln!(anstream::stderr().lock(), "{text}");
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(width: usize, text: &str) -> Vec<String> {
        wrap(width, "", "", text)
    }

    #[test]
    fn chinese_and_japanese_break_between_characters_but_not_before_punctuation() {
        assert_eq!(lines(8, "余额已用完。请先充值。"), ["余额已用", "完。请先", "充值。"]);
        // Small kana and the long vowel mark don't begin a line either.
        for line in lines(8, "サーバーがリクエストを処理できません。") {
            assert!(display_width(&line) <= 10 && !line.starts_with(['ー', 'ッ', '。', 'ェ']), "{line}");
        }
    }

    #[test]
    fn korean_breaks_at_spaces() {
        assert_eq!(lines(16, "요청 속도가 한도를 초과했습니다."), ["요청 속도가", "한도를", "초과했습니다."]);
    }

    #[test]
    fn what_is_copied_stays_whole() {
        assert_eq!(lines(12, "调用 `/v1/chat/completions` 接口"), ["调用", "`/v1/chat/completions`", "接口"]);
        assert_eq!(lines(12, "Set OpenAI-Organization"), ["Set", "OpenAI-Organization"]);
    }

    #[test]
    fn styles_have_no_width() {
        let text = format!("{CODE}abcd{CODE:#} {STOP}efgh{STOP:#}");
        assert_eq!(lines(9, &text).len(), 1);
        assert_eq!(lines(8, &text).len(), 2);
    }
}
