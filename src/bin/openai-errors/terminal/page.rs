//! A page of text: headings, wrapped paragraphs, lists, rows.

use std::io::{self, Write};

use anstyle::{AnsiColor, Color, Style};
use openai_error_catalog::export::verdict_words;
use openai_error_catalog::{Locale, Verdict};
use textwrap::core::display_width;

use super::safe;
use super::wrap::wrap;

const HEADING: Style = Style::new().bold();
const CODE: Style = Style::new().bold().fg_color(Some(Color::Ansi(AnsiColor::Cyan)));
const RETRY: Style = Style::new().fg_color(Some(Color::Ansi(AnsiColor::Green)));
const STOP: Style = Style::new().fg_color(Some(Color::Ansi(AnsiColor::Red)));
const UNKNOWN: Style = Style::new().fg_color(Some(Color::Ansi(AnsiColor::Yellow)));

/// The minimum width of a paragraph next to the columns of a table.
const NARROWEST: usize = 24;

/// A page on standard output. It has colors only if the terminal supports them. Lines are wrapped to the width of the
/// terminal, or to `COLUMNS`. In a pipe, they are not wrapped.
pub struct Page {
    out: anstream::AutoStream<io::StdoutLock<'static>>,
    width: Option<usize>,
}

impl Page {
    pub fn new() -> Self {
        let columns = std::env::var("COLUMNS").ok().and_then(|columns| columns.parse().ok());
        let terminal = terminal_size::terminal_size_of(io::stdout()).map(|(width, _)| usize::from(width.0));
        // Some programs set `COLUMNS=0` if they don't know the width.
        let width = columns.or(terminal).filter(|width| *width > 0).map(|width| width.clamp(20, 120));
        Page { out: anstream::AutoStream::auto(io::stdout().lock()), width }
    }

    /// Writes the first line: a name, and a few words that say what it is.
    pub fn title(&mut self, name: &str, words: &str) -> io::Result<()> {
        self.wrapped("", "  ", &format!("{CODE}{name}{CODE:#}  {HEADING}{words}{HEADING:#}"))
    }

    /// Writes the first line of a page that isn't about a name.
    pub fn headline(&mut self, words: &str) -> io::Result<()> {
        self.wrapped("", "  ", &format!("{HEADING}{words}{HEADING:#}"))
    }

    pub fn heading(&mut self, text: &str) -> io::Result<()> {
        writeln!(self.out, "\n{HEADING}{text}{HEADING:#}")
    }

    pub fn paragraph(&mut self, text: &str) -> io::Result<()> {
        self.wrapped("  ", "  ", text)
    }

    /// Writes a paragraph in the color of a verdict.
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

    /// Writes a line unchanged. Readers copy addresses and patterns, so these must not be wrapped. Don't use it for
    /// text from outside: it doesn't make that safe.
    pub fn plain(&mut self, text: &str) -> io::Result<()> {
        writeln!(self.out, "{text}")
    }

    /// Writes a name and a value from outside, always on one line.
    pub fn value(&mut self, name: &str, width: usize, value: &str) -> io::Result<()> {
        let value = safe::text(value);
        writeln!(self.out, "  {name:width$}  {value}")
    }

    /// Writes columns, and a text that is wrapped next to them.
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

    /// Writes a paragraph that belongs to the numbered one above it.
    pub fn nested(&mut self, text: &str) -> io::Result<()> {
        self.wrapped("     ", "     ", text)
    }

    /// The width in columns. `None` in a pipe.
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

/// One column of a row, padded to its width.
#[derive(Clone, Copy)]
pub struct Column<'t> {
    text: &'t str,
    width: usize,
    style: Style,
}

impl<'t> Column<'t> {
    pub fn new(text: &'t str, width: usize) -> Self {
        Column { text, width, style: Style::new() }
    }

    /// A column with a code or a different name that `show` accepts.
    pub fn name(text: &'t str, width: usize) -> Self {
        Column { text, width, style: CODE }
    }

    /// A column that says whether to retry.
    pub fn verdict(verdict: Verdict, locale: Locale) -> Self {
        let width = widest([Verdict::Retry, Verdict::Stop].map(|verdict| verdict_words(verdict, locale)).into_iter());
        Column { text: verdict_words(verdict, locale), width, style: style(verdict) }
    }
}

fn style(verdict: Verdict) -> Style {
    match verdict {
        Verdict::Retry => RETRY,
        Verdict::Stop => STOP,
        _ => UNKNOWN,
    }
}

/// The width of the widest text.
pub fn widest<'t>(texts: impl Iterator<Item = &'t str>) -> usize {
    texts.map(display_width).max().unwrap_or(0)
}
