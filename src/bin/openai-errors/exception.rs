//! The page of one exception of a client library.

use std::io;

use openai_error_catalog::export::Label;
use openai_error_catalog::{Code, Exception, Locale};
use serde::Serialize;

use crate::entry::{LinkOut, codes, links, sources};
use crate::options::Format;
use crate::outcome::Outcome;
use crate::output::{Page, json};

pub fn show(exception: Exception, format: Format, locale: Locale) -> io::Result<Outcome> {
    match format {
        Format::Text => text(exception, locale)?,
        Format::Json => json(&Shown::new(exception, locale))?,
    }
    Ok(Outcome::Found)
}

/// Its statuses, as people write them.
pub fn statuses(exception: Exception, locale: Locale) -> String {
    match exception.statuses() {
        Some((from, to)) if from == to => from.to_string(),
        Some((from, to)) => format!("{from}–{to}"),
        None => Label::NoResponse.text(locale).to_owned(),
    }
}

fn text(exception: Exception, locale: Locale) -> io::Result<()> {
    let mut page = Page::new();
    page.title(exception.as_str(), Label::Exception.text(locale))?;
    let colon = Label::Colon.text(locale);
    page.paragraph(&format!("{}{colon}{}", Label::Status.text(locale), statuses(exception, locale)))?;
    if !exception.aliases().is_empty() {
        let aliases = exception.aliases().join(Label::Comma.text(locale));
        page.paragraph(&format!("{}{colon}{aliases}", Label::Aliases.text(locale)))?;
    }
    page.heading(Label::Cause.text(locale))?;
    page.paragraph(exception.cause(locale))?;
    page.heading(Label::Solution.text(locale))?;
    page.paragraph(exception.solution(locale))?;
    page.heading(Label::Steps.text(locale))?;
    for (index, step) in exception.steps(locale).enumerate() {
        page.numbered(index + 1, step)?;
    }
    page.heading(Label::Codes.text(locale))?;
    codes(&mut page, exception.codes(), locale)?;
    links(&mut page, exception.links(), locale)?;
    sources(&mut page, exception.sources(), exception.checked(), locale)
}

#[derive(Serialize)]
struct Shown {
    language: Locale,
    exception: Exception,
    aliases: &'static [&'static str],
    statuses: Option<(u16, u16)>,
    codes: &'static [Code],
    cause: &'static str,
    solution: &'static str,
    steps: Vec<&'static str>,
    links: Vec<LinkOut>,
}

impl Shown {
    fn new(exception: Exception, locale: Locale) -> Self {
        Shown {
            language: locale,
            exception,
            aliases: exception.aliases(),
            statuses: exception.statuses(),
            codes: exception.codes(),
            cause: exception.cause(locale),
            solution: exception.solution(locale),
            steps: exception.steps(locale).collect(),
            links: LinkOut::all(exception.links(), locale),
        }
    }
}
