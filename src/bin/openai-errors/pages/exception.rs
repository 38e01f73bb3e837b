//! The exceptions of the Python client: a page about one, and a list of all.

use std::io;

use openai_error_catalog::export::Label;
use openai_error_catalog::{Code, Exception, Locale};
use serde::Serialize;

use super::json::{Advice, LinkOut};
use super::sections::{fact, links, section, sources, steps};
use super::{code_list, statuses};
use crate::options::Format;
use crate::outcome::Outcome;
use crate::terminal::output::answer;
use crate::terminal::page::{Column, Page, widest};

/// The maximum number of codes in the row of an exception. `BadRequestError` has about fifty.
const USUAL: usize = 3;

pub fn show(exception: Exception, format: Format, locale: Locale) -> io::Result<Outcome> {
    answer(format, || Shown::new(exception, locale), |page| text(page, exception, locale))
}

fn text(page: &mut Page, exception: Exception, locale: Locale) -> io::Result<()> {
    page.title(exception.as_str(), Label::Exception.text(locale))?;
    fact(page, Label::Status, &statuses::range(exception, locale), locale)?;
    if !exception.aliases().is_empty() {
        fact(page, Label::Aliases, &exception.aliases().join(Label::Comma.text(locale)), locale)?;
    }
    section(page, Label::Cause, exception.cause(locale), locale)?;
    section(page, Label::Solution, exception.solution(locale), locale)?;
    steps(page, exception.steps(locale), locale)?;
    page.heading(Label::Codes.text(locale))?;
    code_list::indented(page, exception.codes(), locale)?;
    links(page, exception.links(), locale)?;
    sources(page, exception.sources(), exception.checked(), locale)
}

pub fn list(format: Format, locale: Locale) -> io::Result<Outcome> {
    let rows = || Exception::ALL.iter().copied().map(Row::new).collect::<Vec<_>>();
    answer(format, rows, |page| {
        let names = widest(Exception::ALL.iter().map(|exception| exception.as_str()));
        let statuses: Vec<_> = Exception::ALL.iter().map(|&exception| statuses::range(exception, locale)).collect();
        let width = widest(statuses.iter().map(String::as_str));
        for (exception, status) in Exception::ALL.iter().zip(&statuses) {
            let usual: Vec<_> = exception.codes().iter().take(USUAL).map(|code| code.as_str()).collect();
            let more = exception.codes().len().saturating_sub(USUAL);
            let more = if more > 0 { format!(", … + {more}") } else { String::new() };
            let columns = [Column::new(status, width), Column::name(exception.as_str(), names)];
            page.row(&columns, &format!("{}{more}", usual.join(", ")))?;
        }
        Ok(())
    })
}

/// The first and the last status for which an exception is raised, and the errors that it can be.
#[derive(Serialize)]
struct Raised {
    statuses: Option<(u16, u16)>,
    codes: &'static [Code],
}

impl Raised {
    fn of(exception: Exception) -> Self {
        Raised { statuses: exception.statuses(), codes: exception.codes() }
    }
}

#[derive(Serialize)]
struct Row {
    exception: Exception,
    #[serde(flatten)]
    raised: Raised,
}

impl Row {
    fn new(exception: Exception) -> Self {
        Row { exception, raised: Raised::of(exception) }
    }
}

#[derive(Serialize)]
struct Shown {
    language: Locale,
    exception: Exception,
    aliases: &'static [&'static str],
    #[serde(flatten)]
    raised: Raised,
    #[serde(flatten)]
    advice: Advice,
    links: Vec<LinkOut>,
}

impl Shown {
    fn new(exception: Exception, locale: Locale) -> Self {
        Shown {
            language: locale,
            exception,
            aliases: exception.aliases(),
            raised: Raised::of(exception),
            advice: Advice::of_exception(exception, locale),
            links: LinkOut::all(exception.links(), locale),
        }
    }
}
