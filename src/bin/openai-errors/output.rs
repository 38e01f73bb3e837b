//! Text on a terminal: headings, wrapped paragraphs, lists.

use std::io::{self, Write};

use anstyle::{AnsiColor, Style};
use serde::Serialize;

use crate::{Format, Outcome};

const HEADING: Style = Style::new().bold();
const CODE: Style = Style::new().bold().fg_color(Some(anstyle::Color::Ansi(AnsiColor::Cyan)));

/// Standard output. Colours go out only where a terminal shows them; lines are
/// wrapped to its width, or to `COLUMNS`, and not at all in a pipe.
pub struct Page {
    out: anstream::AutoStream<io::StdoutLock<'static>>,
    width: Option<usize>,
}

impl Page {
    pub fn new() -> Self {
        let columns = std::env::var("COLUMNS").ok().and_then(|columns| columns.parse().ok());
        let terminal = terminal_size::terminal_size_of(io::stdout()).map(|(width, _)| usize::from(width.0));
        let width = columns.or(terminal).map(|width| width.clamp(20, 120));
        Page { out: anstream::AutoStream::auto(io::stdout().lock()), width }
    }

    /// The first line: a name, and what it is in a few words.
    pub fn title(&mut self, name: &str, words: &str) -> io::Result<()> {
        writeln!(self.out, "{CODE}{name}{CODE:#}  {HEADING}{words}{HEADING:#}")
    }

    pub fn heading(&mut self, text: &str) -> io::Result<()> {
        writeln!(self.out, "\n{HEADING}{text}{HEADING:#}")
    }

    pub fn paragraph(&mut self, text: &str) -> io::Result<()> {
        self.wrapped("  ", "  ", text)
    }

    pub fn item(&mut self, text: &str) -> io::Result<()> {
        self.wrapped("  - ", "    ", text)
    }

    pub fn numbered(&mut self, number: usize, text: &str) -> io::Result<()> {
        let mark = format!("{number:>3}. ");
        self.wrapped(&mark, "     ", text)
    }

    /// A line as it is: addresses and patterns are copied, so they stay whole.
    pub fn plain(&mut self, text: &str) -> io::Result<()> {
        writeln!(self.out, "{text}")
    }

    /// A paragraph below a numbered one.
    pub fn nested(&mut self, text: &str) -> io::Result<()> {
        self.wrapped("     ", "     ", text)
    }

    /// A text from outside beside a mark.
    pub fn marked(&mut self, mark: &str, text: &str) -> io::Result<()> {
        let further = " ".repeat(textwrap::core::display_width(mark));
        self.wrapped(mark, &further, &crate::safe::text(text))
    }

    /// How many columns there are; `None` in a pipe.
    pub fn width(&self) -> Option<usize> {
        self.width
    }

    fn wrapped(&mut self, first: &str, further: &str, text: &str) -> io::Result<()> {
        let Some(width) = self.width else {
            return writeln!(self.out, "{first}{text}");
        };
        let options = textwrap::Options::new(width)
            .initial_indent(first)
            .subsequent_indent(further)
            .break_words(false)
            // `OpenAI-Organization` is copied from here: it stays on one line.
            .word_splitter(textwrap::WordSplitter::NoHyphenation);
        for line in textwrap::wrap(text, options) {
            writeln!(self.out, "{line}")?;
        }
        Ok(())
    }
}

/// Rows as one JSON value, or each as the line that `line` makes of it.
pub fn rows<T: Serialize>(format: Format, rows: &[T], line: impl Fn(&T) -> String) -> io::Result<Outcome> {
    if format == Format::Json {
        json(&rows)?;
        return Ok(Outcome::Found);
    }
    let mut page = Page::new();
    for row in rows {
        page.plain(&line(row))?;
    }
    Ok(Outcome::Found)
}

/// Whether to send a request again, in words of one width.
pub const fn advice(retry: bool) -> &'static str {
    if retry { "retry" } else { "stop " }
}

/// One JSON value, indented, with a line end.
pub fn json(value: &impl Serialize) -> io::Result<()> {
    let mut out = io::stdout().lock();
    serde_json::to_writer_pretty(&mut out, value)?;
    writeln!(out)
}
