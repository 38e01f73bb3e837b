//! `explain`: one message, explained.

use std::io::{self, IsTerminal, Read};

use openai_error_catalog::export::Label;
use openai_error_catalog::{Catalog, Entry, Locale, Match, MatchKind, Value, Verdict};
use serde::Serialize;

use crate::output::{Page, json};
use crate::{Common, Format, Outcome};

/// Longer input than this is not a message; only its start is looked at anyway.
const MAX_INPUT: u64 = 1024 * 1024;

#[derive(clap::Args)]
pub struct Arguments {
    /// The HTTP status, if it is known
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(100..=599))]
    status: Option<u16>,
    #[command(flatten)]
    common: Common,
    /// The message, or the text that a client printed [default: standard input]
    message: Option<String>,
}

pub fn run(arguments: &Arguments) -> io::Result<Outcome> {
    let message = match &arguments.message {
        Some(message) => message.clone(),
        None => read_message()?,
    };
    // What is a message goes in by the main door; else it is taken for what a
    // client printed.
    let by_message = arguments.status.and_then(|status| Catalog::by_status_and_message(status, &message));
    let pasted = || match arguments.status {
        Some(status) => Catalog::explain_with_status(status, &message),
        None => Catalog::explain(&message),
    };
    let found = by_message.filter(|found| found.pattern().is_some()).or_else(pasted);
    let locale = arguments.common.locale();
    let Some(found) = found else {
        let status = arguments.status.map_or(String::new(), |status| format!("status {status}, "));
        anstream::eprintln!(
            "openai-errors: no error of the catalog fits: {status}{:?}",
            shorten(&Value::masked("message", &message).to_string())
        );
        nearest(&message, locale);
        return Ok(Outcome::NotFound);
    };
    match arguments.common.format {
        Format::Text => text(&found, locale)?,
        Format::Json => json(&Explanation::new(&found, locale))?,
    }
    Ok(Outcome::Found)
}

fn read_message() -> io::Result<String> {
    let input = io::stdin().lock();
    if input.is_terminal() {
        anstream::eprintln!("openai-errors: reading the message from the terminal; Ctrl-D ends it");
    }
    let mut bytes = Vec::new();
    input.take(MAX_INPUT).read_to_end(&mut bytes)?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

/// How many codes are named when nothing fits.
const NEAREST: usize = 3;

/// Names the codes that the words of the last line come nearest to: what is found nowhere is often a question.
fn nearest(message: &str, locale: Locale) {
    let line = message.lines().rfind(|line| !line.trim().is_empty()).unwrap_or_default();
    let mut codes = Catalog::search(line).take(NEAREST).peekable();
    if codes.peek().is_some() {
        anstream::eprintln!("{}", Label::Nearest.text(locale));
        for code in codes {
            anstream::eprintln!("  {code}  {}", code.entry().title(locale));
        }
    }
}

/// The start of a message, for a line that must stay one line.
fn shorten(message: &str) -> String {
    let mut short: String = message.trim().chars().take(120).collect();
    if short.len() < message.trim().len() {
        short.push('…');
    }
    short
}

fn text(found: &Match<'_>, locale: Locale) -> io::Result<()> {
    let entry = found.entry();
    let mut page = Page::new();
    page.title(entry.code().as_str(), entry.title(locale))?;
    match found.kind() {
        MatchKind::MessageOtherStatus if found.status().is_some() => {
            page.paragraph(Label::MatchOtherStatus.text(locale))?
        }
        MatchKind::Similar => page.paragraph(Label::MatchSimilar.text(locale))?,
        MatchKind::Status => page.paragraph(Label::MatchStatus.text(locale))?,
        _ => {}
    }
    if found.verdict() == Verdict::Unknown {
        page.paragraph(Label::RetryUnknown.text(locale))?;
    }
    page.heading(Label::Cause.text(locale))?;
    page.paragraph(found.cause(locale))?;
    page.heading(Label::Solution.text(locale))?;
    page.paragraph(found.solution(locale))?;
    page.heading(Label::Steps.text(locale))?;
    for (index, step) in found.steps(locale).enumerate() {
        page.numbered(index + 1, step)?;
    }
    examples(&mut page, entry, locale)?;
    page.heading(Label::Retry.text(locale))?;
    for sentence in retry_sentences(found, locale) {
        page.paragraph(&sentence)?;
    }
    // Where the status alone doesn't tell, it doesn't tell this either.
    if found.verdict() == Verdict::Stop {
        let scope = Label::of_scope(found.scope()).text(locale);
        page.paragraph(&format!("{}{}{scope}", Label::Scope.text(locale), Label::Colon.text(locale)))?;
    }
    if found.values().next().is_some() {
        page.heading(Label::Values.text(locale))?;
        let width = found.values().map(|(name, _)| name.len()).max().unwrap_or(0);
        for (name, value) in found.values() {
            page.plain(&format!("  {name:width$}  {}", Value::masked(name, value)))?;
        }
    }
    links(&mut page, entry, locale)
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

pub fn links(page: &mut Page, entry: &Entry, locale: Locale) -> io::Result<()> {
    if entry.links().len() > 0 {
        page.heading(Label::Links.text(locale))?;
        for link in entry.links() {
            page.plain(&format!("  {}  {}", link.title(locale), link.url()))?;
        }
    }
    Ok(())
}

/// Whether and how to retry, as a person reads it.
fn retry_sentences(found: &Match<'_>, locale: Locale) -> Vec<String> {
    let mut sentences = Vec::new();
    match found.verdict() {
        Verdict::Retry => sentences.push(Label::RetryYes.text(locale).to_owned()),
        Verdict::Stop => sentences.push(Label::RetryNo.text(locale).to_owned()),
        _ => sentences.push(Label::RetryUnknown.text(locale).to_owned()),
    }
    // No schedule where the reader first has to find out which error it is.
    if found.verdict() != Verdict::Retry {
        return sentences;
    }
    let retry = found.retry();
    let mut advice = retry.sentences(locale).map(|sentence| sentence.to_string());
    if let Some(wait) = found.retry_after() {
        // With a wait from the server, the schedule would only contradict it.
        sentences.extend(advice.next().filter(|_| retry.hold_rate().is_some()));
        let wait = locale.duration(wait).to_string();
        sentences.push(Label::RetryNamedWait.text(locale).replace("{wait}", &wait));
        let attempts = retry.attempts().to_string();
        sentences.push(Label::RetryAtMost.text(locale).replace("{attempts}", &attempts));
    } else {
        sentences.extend(advice);
    }
    sentences
}

/// The same facts for a program.
#[derive(Serialize)]
struct Explanation<'m> {
    language: Locale,
    statuses: &'static [u16],
    title: &'static str,
    category: openai_error_catalog::Category,
    #[serde(flatten)]
    found: &'m Match<'m>,
    cause: &'static str,
    solution: &'static str,
    reasons: Vec<&'static str>,
    steps: Vec<&'static str>,
    prevention: Vec<&'static str>,
    examples: Vec<ExampleOut>,
    links: Vec<LinkOut>,
}

#[derive(Serialize)]
pub struct ExampleOut {
    kind: &'static str,
    wrong: &'static str,
    right: &'static str,
}

impl ExampleOut {
    pub fn all(entry: &Entry) -> Vec<ExampleOut> {
        let of = |example: &openai_error_catalog::Example| ExampleOut {
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
    pub fn all(entry: &Entry, locale: Locale) -> Vec<LinkOut> {
        entry.links().map(|link| LinkOut { title: link.title(locale), url: link.url() }).collect()
    }
}

impl<'m> Explanation<'m> {
    fn new(found: &'m Match<'m>, locale: Locale) -> Self {
        let entry = found.entry();
        Explanation {
            language: locale,
            statuses: entry.statuses(),
            title: entry.title(locale),
            category: entry.category(),
            found,
            cause: found.cause(locale),
            solution: found.solution(locale),
            reasons: entry.reasons(locale).collect(),
            steps: found.steps(locale).collect(),
            prevention: entry.prevention(locale).collect(),
            examples: ExampleOut::all(entry),
            links: LinkOut::all(entry, locale),
        }
    }
}
