//! `explain`: one message, explained.

use std::ffi::OsString;
use std::io::{self, IsTerminal};
use std::path::Path;
use std::time::SystemTime;

use anstream::adapter::strip_str;
use openai_error_catalog::export::Label;
use openai_error_catalog::{Catalog, Code, ErrorBody, ErrorResponse, Locale, Match, MatchKind, Value, Verdict};
use serde::Serialize;

use crate::entry::{self, ExampleOut, LinkOut, codes, examples, links, retry_sentence};
use crate::name::{self, Named};
use crate::options::{Common, Format};
use crate::outcome::Outcome;
use crate::output::{Page, json, note, widest};
use crate::pasted::{self, Reply};
use crate::{input, safe};

#[derive(clap::Args)]
pub struct Arguments {
    /// The HTTP status, if it is known
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(100..=599))]
    status: Option<u16>,
    #[command(flatten)]
    common: Common,
    /// The message, or the text that a client printed; a status, a code, or the name of an exception
    /// [default, and `-`: standard input]
    ///
    /// Standard input is read to its end. If its last 64 KiB contain an error that is recognized, that is explained,
    /// otherwise the last one before it.
    #[arg(allow_negative_numbers = true)]
    message: Vec<OsString>,
}

pub const EXAMPLES: &str = "\
Examples:
  openai-errors explain --status 429 'You exceeded your current quota'
  python app.py 2>&1 | openai-errors explain
  curl -i https://… | openai-errors explain --lang zh
  openai-errors explain RateLimitError";

pub fn run(arguments: &Arguments, locale: Locale) -> io::Result<Outcome> {
    let status = arguments.status;
    let text = match arguments.message.as_slice() {
        [] if status.is_some() && io::stdin().is_terminal() => String::new(),
        [] => read(status)?,
        [dash] if dash == "-" => read(status)?,
        words => words.iter().map(|word| word.to_string_lossy()).collect::<Vec<_>>().join(" "),
    };
    let text = without_colors(text, status);
    let format = arguments.common.format;
    if text.trim().is_empty() && status.is_none() {
        note("openai-errors: the message is empty");
        return Ok(Outcome::NotFound);
    }
    let reply = Reply::find(&text);
    let body = reply.as_ref().map(|reply| ErrorBody::parse(reply.body.as_bytes()));
    let Some(found) = look_up(&text, status, reply.as_ref().zip(body.as_ref())) else {
        return by_name(&text, format, locale);
    };
    let id = reply.as_ref().and_then(Reply::request_id).or_else(|| pasted::request_id(&text));
    match format {
        Format::Text => page(&found, id, alternatives(&text, &found), locale)?,
        Format::Json => json(&Explanation::new(&found, id, locale))?,
    }
    Ok(Outcome::Found)
}

fn read(status: Option<u16>) -> io::Result<String> {
    let input = io::stdin().lock();
    if input.is_terminal() {
        let end = if cfg!(windows) { "end it with Ctrl-Z and Enter" } else { "end it with Ctrl-D" };
        note(format_args!("openai-errors: reading the message from the terminal; {end}"));
    }
    input::read(input, |text| {
        is_known(text, status) || (text.contains(ESCAPE) && is_known(&strip_str(text).to_string(), status))
    })
}

/// The start of the sequences that color text.
const ESCAPE: char = '\u{1b}';

/// The text without terminal control sequences, if an error is found only without them: many logs are colored.
fn without_colors(text: String, status: Option<u16>) -> String {
    if !text.contains(ESCAPE) || is_known(&text, status) {
        return text;
    }
    strip_str(&text).to_string()
}

fn is_known(text: &str, status: Option<u16>) -> bool {
    explain(text, status).is_some_and(|found| is_sure(&found))
}

fn explain(text: &str, status: Option<u16>) -> Option<Match<'_>> {
    status.map_or_else(|| Catalog::explain(text), |status| Catalog::explain_with_status(status, text))
}

/// Whether it was found by the words or the codes of the API, not by a guess or by a status.
fn is_sure(found: &Match<'_>) -> bool {
    found.kind().is_recognized() || matches!(found.kind(), MatchKind::ApiCode | MatchKind::ApiType)
}

fn look_up<'t>(
    text: &'t str,
    status: Option<u16>,
    reply: Option<(&Reply<'t>, &'t ErrorBody<'t>)>,
) -> Option<Match<'t>> {
    // If the text is a message, the main lookup finds it.
    let by_message = status.and_then(|status| Catalog::by_status_and_message(status, text));
    let by_reply = reply.and_then(|(reply, body)| {
        let response = body.response().status(status.unwrap_or(reply.status));
        let response = response.message(response.get_message().or(reply.reason));
        Catalog::classify(&response.headers(reply.headers.iter().copied()).now(SystemTime::now()))
    });
    let sure = by_message.filter(|found| found.pattern().is_some()).or(by_reply.filter(is_sure));
    sure.or_else(|| {
        let pasted = explain(text, status);
        pasted.filter(|found| by_reply.is_none() || is_sure(found)).or(by_reply).or_else(|| by_api_code(text, status))
    })
}

/// A text that consists of nothing but a code of the API.
fn by_api_code(text: &str, status: Option<u16>) -> Option<Match<'_>> {
    Catalog::classify(&ErrorResponse::new().api_code(name::bare(text)).status(status))
}

/// The answer to the name of a code, which is not a text of the API.
fn by_name(text: &str, format: Format, locale: Locale) -> io::Result<Outcome> {
    let is_one_word = text.split_whitespace().nth(1).is_none();
    if let Some(Named::Code(code) | Named::ApiValue(code, _)) = Named::find(text).filter(|_| is_one_word) {
        return entry::show(code.entry(), format, locale);
    }
    // A text that no lookup finds is often a question.
    let line = text.lines().rfind(|line| !line.trim().is_empty()).unwrap_or_default();
    name::not_found(line, line, locale);
    // The file is not opened: a script passes on the text of a server, which may contain the name of any file.
    if Path::new(text).is_file() {
        note(format_args!(
            "openai-errors: this is a file; to explain its content, run: openai-errors explain < {}",
            safe::text(text)
        ));
    }
    Ok(Outcome::NotFound)
}

/// The page of a status or an exception, if the text is nothing but its name.
fn alternatives(text: &str, found: &Match<'_>) -> &'static [Code] {
    match Named::find(text) {
        Some(Named::Status(status)) if found.kind() == MatchKind::Status => Catalog::by_status(status),
        Some(Named::Exception(exception)) if found.kind() == MatchKind::Exception => exception.codes(),
        _ => &[],
    }
}

fn page(found: &Match<'_>, request_id: Option<&str>, others: &[Code], locale: Locale) -> io::Result<()> {
    let entry = found.entry();
    let mut page = Page::new();
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
    retry_sentence(&mut page, found.verdict(), locale)?;
    for sentence in schedule(found, locale) {
        page.paragraph(&sentence)?;
    }
    // If the status alone doesn't show whether to retry, it doesn't show the scope either.
    if found.verdict() == Verdict::Stop {
        let scope = Label::of_scope(found.scope()).text(locale);
        page.paragraph(&format!("{}{}{scope}", Label::Scope.text(locale), Label::Colon.text(locale)))?;
    }
    values(&mut page, found, request_id, locale)?;
    if !others.is_empty() {
        page.heading(Label::Codes.text(locale))?;
        codes(&mut page, others, locale)?;
    }
    links(&mut page, entry.links(), locale)
}

/// The values from the message and the headers.
fn values(page: &mut Page, found: &Match<'_>, request_id: Option<&str>, locale: Locale) -> io::Result<()> {
    let masked = |(name, value)| (name, Value::masked(name, value).to_string());
    let mut values: Vec<_> = found.values().map(masked).collect();
    // If it is unknown whether to retry, there is no policy that says when.
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

/// How to retry, in sentences. Nothing if the reader first has to find out which error it is.
fn schedule(found: &Match<'_>, locale: Locale) -> Vec<String> {
    let retry = found.retry();
    let mut advice = retry.sentences(locale).map(|sentence| sentence.to_string());
    if found.verdict() != Verdict::Retry {
        return Vec::new();
    }
    let Some(wait) = found.retry_after() else { return advice.collect() };
    // The schedule would only contradict a wait from the server.
    let mut sentences: Vec<_> = advice.next().filter(|_| retry.hold_rate().is_some()).into_iter().collect();
    let wait = locale.duration(wait).to_string();
    sentences.push(Label::RetryNamedWait.text(locale).replace("{wait}", &wait));
    let attempts = retry.attempts().to_string();
    sentences.push(Label::RetryAtMost.text(locale).replace("{attempts}", &attempts));
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
    request_id: Option<&'m str>,
    cause: &'static str,
    solution: &'static str,
    reasons: Vec<&'static str>,
    steps: Vec<&'static str>,
    prevention: Vec<&'static str>,
    examples: Vec<ExampleOut>,
    links: Vec<LinkOut>,
}

impl<'m> Explanation<'m> {
    fn new(found: &'m Match<'m>, request_id: Option<&'m str>, locale: Locale) -> Self {
        let entry = found.entry();
        Explanation {
            language: locale,
            statuses: entry.statuses(),
            title: entry.title(locale),
            category: entry.category(),
            found,
            request_id: found.value(REQUEST_ID).or(request_id),
            cause: found.cause(locale),
            solution: found.solution(locale),
            reasons: entry.reasons(locale).collect(),
            steps: found.steps(locale).collect(),
            prevention: entry.prevention(locale).collect(),
            examples: ExampleOut::all(entry),
            links: LinkOut::all(entry.links(), locale),
        }
    }
}
