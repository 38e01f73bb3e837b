//! The answer of `explain`: a page about the error that was found, or the same facts as JSON.

use std::io;

use openai_error_catalog::export::Label;
use openai_error_catalog::{Catalog, Category, Code, Locale, Match, MatchKind, Value, Verdict};
use serde::Serialize;

use crate::named::Named;
use crate::pages::code_list;
use crate::pages::json::{Advice, LinkOut};
use crate::pages::sections::{examples, fact, links, retry, section, steps};
use crate::terminal::page::{Page, widest};

/// All codes of a status or an exception, if the text is nothing but its name.
fn alternatives(text: &str, found: &Match<'_>) -> &'static [Code] {
    match Named::find(text) {
        Some(Named::Status(status)) if found.kind() == MatchKind::Status => Catalog::by_status(status),
        Some(Named::Exception(exception)) if found.kind() == MatchKind::Exception => exception.codes(),
        _ => &[],
    }
}

/// Writes the page about `found`, the error in `text`.
pub fn text(
    page: &mut Page,
    text: &str,
    found: &Match<'_>,
    request_id: Option<&str>,
    locale: Locale,
) -> io::Result<()> {
    let entry = found.entry();
    let others = alternatives(text, found);
    page.title(entry.code().as_str(), entry.title(locale))?;
    match found.kind() {
        MatchKind::MessageOtherStatus if found.status().is_some() => {
            page.paragraph(Label::MatchOtherStatus.text(locale))?
        }
        MatchKind::Similar => page.paragraph(Label::MatchSimilar.text(locale))?,
        MatchKind::Status if others.is_empty() => page.paragraph(Label::MatchStatus.text(locale))?,
        _ => {}
    }
    if found.verdict() == Verdict::Unknown {
        page.paragraph(Label::RetryUnknown.text(locale))?;
    }
    section(page, Label::Cause, found.cause(locale), locale)?;
    section(page, Label::Solution, found.solution(locale), locale)?;
    steps(page, found.steps(locale), locale)?;
    examples(page, entry, locale)?;
    retry(page, found.verdict(), schedule(found, locale).into_iter(), locale)?;
    // If the status alone doesn't show whether to retry, it doesn't show the scope either.
    if found.verdict() == Verdict::Stop {
        fact(page, Label::Scope, found.scope().text(locale), locale)?;
    }
    values(page, found, request_id, locale)?;
    if !others.is_empty() {
        page.heading(Label::Codes.text(locale))?;
        code_list::indented(page, others, locale)?;
    }
    links(page, entry.links(), locale)
}

/// The values from the message and the headers.
fn values(page: &mut Page, found: &Match<'_>, request_id: Option<&str>, locale: Locale) -> io::Result<()> {
    let masked = |(name, value)| (name, Value::masked(name, value).to_string());
    let mut values: Vec<_> = found.values().map(masked).collect();
    // If the error is retryable, the section about retries shows the wait. If the verdict is unknown, nothing else does.
    let wait = found.retry_after().filter(|_| found.verdict() == Verdict::Unknown);
    let wait = wait.map(|wait| locale.duration(wait).to_string());
    let named = [("wait", wait), (REQUEST_ID, request_id.map(str::to_owned))];
    for (name, value) in named.into_iter().filter_map(|(name, value)| Some((name, value?))) {
        if values.iter().all(|(known, _)| *known != name) {
            values.push((name, value));
        }
    }
    if values.is_empty() {
        return Ok(());
    }
    page.heading(Label::Values.text(locale))?;
    let width = widest(values.iter().map(|(name, _)| *name));
    values.iter().try_for_each(|(name, value)| page.value(name, width, value))
}

/// The name of the value that support asks for.
const REQUEST_ID: &str = "request_id";

/// How to retry, in sentences. Empty unless the error is retryable.
fn schedule(found: &Match<'_>, locale: Locale) -> Vec<String> {
    let retry = found.retry();
    let mut advice = retry.sentences(locale).map(|sentence| sentence.to_string());
    if found.verdict() != Verdict::Retry {
        return Vec::new();
    }
    let Some(wait) = found.retry_after() else { return advice.collect() };
    // The server's wait replaces the policy's own waits, which would contradict it.
    let mut sentences: Vec<_> = advice.next().filter(|_| retry.hold_rate().is_some()).into_iter().collect();
    let wait = locale.duration(wait).to_string();
    sentences.push(Label::RetryNamedWait.text(locale).replace("{wait}", &wait));
    let attempts = retry.attempts().to_string();
    sentences.push(Label::RetryAtMost.text(locale).replace("{attempts}", &attempts));
    sentences
}

/// The answer as JSON.
#[derive(Serialize)]
pub struct Explanation<'m> {
    language: Locale,
    statuses: &'static [u16],
    title: &'static str,
    category: Category,
    #[serde(flatten)]
    found: &'m Match<'m>,
    request_id: Option<&'m str>,
    #[serde(flatten)]
    advice: Advice,
    links: Vec<LinkOut>,
}

impl<'m> Explanation<'m> {
    pub fn new(found: &'m Match<'m>, request_id: Option<&'m str>, locale: Locale) -> Self {
        let entry = found.entry();
        Explanation {
            language: locale,
            statuses: entry.statuses(),
            title: entry.title(locale),
            category: entry.category(),
            found,
            request_id: found.value(REQUEST_ID).or(request_id),
            advice: Advice::of_diagnosis(&found.diagnosis(), locale).with_more_of(entry, locale),
            links: LinkOut::all(entry.links(), locale),
        }
    }
}
