//! The page about one code: everything that the catalog knows about it.

use std::io;

use openai_error_catalog::export::Label;
use openai_error_catalog::{Code, Entry, Exception, Locale, RetryPolicy};
use serde::Serialize;

use super::json::{Advice, Classification, LinkOut};
use super::sections::{examples, fact, links, retry, section, sources, steps};
use super::statuses;
use crate::options::Format;
use crate::outcome::Outcome;
use crate::terminal::output::answer;
use crate::terminal::page::Page;

/// The maximum number of message patterns to show as text. Some errors have more than a hundred; JSON has all of them.
const PATTERNS: usize = 12;

pub fn show(entry: &Entry, format: Format, locale: Locale) -> io::Result<Outcome> {
    answer(format, || Shown::new(entry, locale), |page| text(page, entry, locale))
}

fn text(page: &mut Page, entry: &Entry, locale: Locale) -> io::Result<()> {
    page.title(entry.code().as_str(), entry.title(locale))?;
    if entry.is_retired() {
        page.paragraph(Label::Retired.text(locale))?;
    }
    fact(page, Label::Status, &statuses::list(entry.statuses(), locale), locale)?;
    fact(page, Label::Category, entry.category().text(locale), locale)?;
    fact(page, Label::Scope, entry.scope().text(locale), locale)?;
    for (label, values) in [(Label::ApiCodes, entry.api_codes()), (Label::ApiTypes, entry.api_types())] {
        if !values.is_empty() {
            fact(page, label, &values.join(Label::Comma.text(locale)), locale)?;
        }
    }
    section(page, Label::Cause, entry.cause(locale), locale)?;
    section(page, Label::Solution, entry.solution(locale), locale)?;
    page.heading(Label::Reasons.text(locale))?;
    for reason in entry.reasons(locale) {
        page.item(reason)?;
    }
    steps(page, entry.steps(locale), locale)?;
    examples(page, entry, locale)?;
    if entry.prevention(locale).len() > 0 {
        page.heading(Label::Prevention.text(locale))?;
        for line in entry.prevention(locale) {
            page.item(line)?;
        }
    }
    let policy = entry.retry().sentences(locale).map(|sentence| sentence.to_string());
    retry(page, entry.retry().verdict(), policy, locale)?;
    if entry.messages().len() > 0 {
        page.heading(Label::Messages.text(locale))?;
        for message in entry.messages().take(PATTERNS) {
            page.plain(&format!("  {}", message.pattern()))?;
        }
        if let Some(more) = entry.messages().len().checked_sub(PATTERNS).filter(|more| *more > 0) {
            page.plain(&format!("  … + {more} (--format json)"))?;
        }
    }
    links(page, entry.links(), locale)?;
    sources(page, entry.sources(), entry.checked(), locale)
}

#[derive(Serialize)]
struct Shown {
    language: Locale,
    code: Code,
    title: &'static str,
    #[serde(flatten)]
    classification: Classification,
    api_codes: &'static [&'static str],
    api_types: &'static [&'static str],
    exceptions: &'static [Exception],
    #[serde(flatten)]
    advice: Advice,
    retry: &'static RetryPolicy,
    messages: Vec<&'static str>,
    links: Vec<LinkOut>,
}

impl Shown {
    fn new(entry: &Entry, locale: Locale) -> Self {
        Shown {
            language: locale,
            code: entry.code(),
            title: entry.title(locale),
            classification: Classification::of(entry),
            api_codes: entry.api_codes(),
            api_types: entry.api_types(),
            exceptions: entry.exceptions(),
            advice: Advice::of_entry(entry, locale),
            retry: entry.retry(),
            messages: entry.messages().map(|message| message.pattern()).collect(),
            links: LinkOut::all(entry.links(), locale),
        }
    }
}
