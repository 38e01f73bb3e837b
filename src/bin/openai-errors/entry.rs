//! The page of one code: everything that the catalog knows about it.

use std::io;

use openai_error_catalog::export::Label;
use openai_error_catalog::{Code, Date, Entry, Example, Link, Locale, Source, Verdict};
use serde::Serialize;

use crate::options::Format;
use crate::outcome::Outcome;
use crate::output::{Column, Page, by_policy, json, widest};

/// How many message patterns are shown as text. Some errors have more than a hundred; JSON has them all.
const PATTERNS: usize = 12;

pub fn show(entry: &Entry, format: Format, locale: Locale) -> io::Result<Outcome> {
    match format {
        Format::Text => text(entry, locale)?,
        Format::Json => json(&Shown::new(entry, locale))?,
    }
    Ok(Outcome::Found)
}

fn text(entry: &Entry, locale: Locale) -> io::Result<()> {
    let mut page = Page::new();
    page.title(entry.code().as_str(), entry.title(locale))?;
    let statuses: Vec<_> = entry.statuses().iter().map(u16::to_string).collect();
    let statuses = if statuses.is_empty() {
        Label::NoResponse.text(locale).to_owned()
    } else {
        statuses.join(Label::Comma.text(locale))
    };
    if entry.is_retired() {
        page.paragraph(Label::Retired.text(locale))?;
    }
    let colon = Label::Colon.text(locale);
    page.paragraph(&format!("{}{colon}{statuses}", Label::Status.text(locale)))?;
    let category = Label::of_category(entry.category()).text(locale);
    page.paragraph(&format!("{}{colon}{category}", Label::Category.text(locale)))?;
    let scope = Label::of_scope(entry.scope()).text(locale);
    page.paragraph(&format!("{}{colon}{scope}", Label::Scope.text(locale)))?;
    for (label, values) in [(Label::ApiCodes, entry.api_codes()), (Label::ApiTypes, entry.api_types())] {
        if !values.is_empty() {
            page.paragraph(&format!("{}{colon}{}", label.text(locale), values.join(Label::Comma.text(locale))))?;
        }
    }
    page.heading(Label::Cause.text(locale))?;
    page.paragraph(entry.cause(locale))?;
    page.heading(Label::Solution.text(locale))?;
    page.paragraph(entry.solution(locale))?;
    page.heading(Label::Reasons.text(locale))?;
    for reason in entry.reasons(locale) {
        page.item(reason)?;
    }
    page.heading(Label::Steps.text(locale))?;
    for (index, step) in entry.steps(locale).enumerate() {
        page.numbered(index + 1, step)?;
    }
    examples(&mut page, entry, locale)?;
    if entry.prevention(locale).len() > 0 {
        page.heading(Label::Prevention.text(locale))?;
        for line in entry.prevention(locale) {
            page.item(line)?;
        }
    }
    page.heading(Label::Retry.text(locale))?;
    retry_sentence(&mut page, by_policy(entry.retry().is_retryable()), locale)?;
    for sentence in entry.retry().sentences(locale) {
        page.paragraph(&sentence.to_string())?;
    }
    if entry.messages().len() > 0 {
        page.heading(Label::Messages.text(locale))?;
        for message in entry.messages().take(PATTERNS) {
            page.plain(&format!("  {}", message.pattern()))?;
        }
        if let Some(more) = entry.messages().len().checked_sub(PATTERNS).filter(|more| *more > 0) {
            page.plain(&format!("  … + {more} (--format json)"))?;
        }
    }
    links(&mut page, entry.links(), locale)?;
    sources(&mut page, entry.sources(), entry.checked(), locale)
}

/// Whether to retry, in one sentence.
pub fn retry_sentence(page: &mut Page, verdict: Verdict, locale: Locale) -> io::Result<()> {
    let label = match verdict {
        Verdict::Retry => Label::RetryYes,
        Verdict::Stop => Label::RetryNo,
        _ => Label::RetryUnknown,
    };
    page.verdict(verdict, label.text(locale))
}

/// Codes with their verdicts, one per line.
pub fn codes(page: &mut Page, codes: &[Code], locale: Locale) -> io::Result<()> {
    let width = widest(codes.iter().map(|code| code.as_str()));
    for entry in codes.iter().map(|code| code.entry()) {
        let verdict = Column::verdict(by_policy(entry.retry().is_retryable()), locale);
        let columns = [Column::new("", 0), Column::name(entry.code().as_str(), width), verdict];
        page.row(&columns, entry.title(locale))?;
    }
    Ok(())
}

pub fn examples(page: &mut Page, entry: &Entry, locale: Locale) -> io::Result<()> {
    for example in entry.examples() {
        for (label, text) in [(Label::Wrong, example.wrong()), (Label::Right, example.right())] {
            page.heading(label.text(locale))?;
            for line in text.lines() {
                page.plain(&format!("  {line}"))?;
            }
        }
    }
    Ok(())
}

pub fn links(page: &mut Page, links: impl ExactSizeIterator<Item = &'static Link>, locale: Locale) -> io::Result<()> {
    if links.len() > 0 {
        page.heading(Label::Links.text(locale))?;
        for link in links {
            page.plain(&format!("  {}  {}", link.title(locale), link.url()))?;
        }
    }
    Ok(())
}

pub fn sources(
    page: &mut Page,
    sources: impl Iterator<Item = &'static Source>,
    checked: Date,
    locale: Locale,
) -> io::Result<()> {
    page.heading(Label::Sources.text(locale))?;
    for source in sources {
        match source.url() {
            Some(url) => page.plain(&format!("  {}  {url}", source.title()))?,
            None => page.plain(&format!("  {}", source.title()))?,
        }
    }
    page.paragraph(&Label::Checked.text(locale).replace("{date}", &checked.to_string()))
}

#[derive(Serialize)]
struct Shown {
    language: Locale,
    code: Code,
    title: &'static str,
    statuses: &'static [u16],
    category: openai_error_catalog::Category,
    scope: openai_error_catalog::Scope,
    api_codes: &'static [&'static str],
    api_types: &'static [&'static str],
    exceptions: &'static [openai_error_catalog::Exception],
    cause: &'static str,
    solution: &'static str,
    reasons: Vec<&'static str>,
    steps: Vec<&'static str>,
    prevention: Vec<&'static str>,
    examples: Vec<ExampleOut>,
    retry: &'static openai_error_catalog::RetryPolicy,
    messages: Vec<&'static str>,
    links: Vec<LinkOut>,
}

impl Shown {
    fn new(entry: &Entry, locale: Locale) -> Self {
        Shown {
            language: locale,
            code: entry.code(),
            title: entry.title(locale),
            statuses: entry.statuses(),
            category: entry.category(),
            scope: entry.scope(),
            api_codes: entry.api_codes(),
            api_types: entry.api_types(),
            exceptions: entry.exceptions(),
            cause: entry.cause(locale),
            solution: entry.solution(locale),
            reasons: entry.reasons(locale).collect(),
            steps: entry.steps(locale).collect(),
            prevention: entry.prevention(locale).collect(),
            examples: ExampleOut::all(entry),
            retry: entry.retry(),
            messages: entry.messages().map(|message| message.pattern()).collect(),
            links: LinkOut::all(entry.links(), locale),
        }
    }
}

#[derive(Serialize)]
pub struct ExampleOut {
    kind: &'static str,
    wrong: &'static str,
    right: &'static str,
}

impl ExampleOut {
    pub fn all(entry: &Entry) -> Vec<ExampleOut> {
        let of = |example: &Example| ExampleOut {
            kind: example.kind().as_str(),
            wrong: example.wrong(),
            right: example.right(),
        };
        entry.examples().iter().map(of).collect()
    }
}

#[derive(Serialize)]
pub struct LinkOut {
    title: &'static str,
    url: &'static str,
}

impl LinkOut {
    pub fn all(links: impl Iterator<Item = &'static Link>, locale: Locale) -> Vec<LinkOut> {
        links.map(|link| LinkOut { title: link.title(locale), url: link.url() }).collect()
    }
}
