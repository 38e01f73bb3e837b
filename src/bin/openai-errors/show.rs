//! `show`: everything about one code.

use std::io;

use openai_error_catalog::export::Label;
use openai_error_catalog::{Catalog, Code, Entry, Locale};
use serde::Serialize;

use crate::explain::{ExampleOut, LinkOut, examples, links};
use crate::output::{Page, json};
use crate::{Common, Format, Outcome};

#[derive(clap::Args)]
pub struct Arguments {
    #[command(flatten)]
    common: Common,
    /// The code (`openai-errors list` names them all), or a value of the API's `code` or `type`
    code: String,
}

pub fn run(arguments: &Arguments) -> io::Result<Outcome> {
    let name = arguments.code.as_str();
    let by_slug = name.parse::<Code>().ok();
    let codes = by_slug.as_ref().map_or_else(|| Catalog::by_api_code(name), std::slice::from_ref);
    let Some((first, others)) = codes.split_first() else {
        anstream::eprintln!("openai-errors: there is no code {name:?}; `openai-errors list` names them all");
        return Ok(Outcome::NotFound);
    };
    let locale = arguments.common.locale();
    match arguments.common.format {
        Format::Text => text(first.entry(), locale)?,
        Format::Json => json(&Shown::new(first.entry(), locale))?,
    }
    if !others.is_empty() {
        let others: Vec<_> = others.iter().map(|code| code.as_str()).collect();
        anstream::eprintln!("openai-errors: the API sends {name:?} with these too: {}", others.join(", "));
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
    let verdict = if entry.retry().is_retryable() { Label::RetryYes } else { Label::RetryNo };
    page.paragraph(verdict.text(locale))?;
    for sentence in entry.retry().sentences(locale) {
        page.paragraph(&sentence.to_string())?;
    }
    if entry.messages().len() > 0 {
        page.heading(Label::Messages.text(locale))?;
        for message in entry.messages() {
            page.plain(&format!("  {}", message.pattern()))?;
        }
    }
    links(&mut page, entry, locale)?;
    page.heading(Label::Sources.text(locale))?;
    for source in entry.sources() {
        match source.url() {
            Some(url) => page.plain(&format!("  {}  {url}", source.title()))?,
            None => page.plain(&format!("  {}", source.title()))?,
        }
    }
    page.paragraph(&Label::Checked.text(locale).replace("{date}", &entry.checked().to_string()))
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
            links: LinkOut::all(entry, locale),
        }
    }
}
