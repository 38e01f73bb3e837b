//! `classify`: reads a log as JSON Lines, and writes one answer for each line.

use std::borrow::Cow;
use std::io::{self, IsTerminal, Write};

use openai_error_catalog::{Match, Value, Verdict};
use serde::Serialize;
use serde_json::value::RawValue;

use crate::logs::batch::{Batch, CHUNK};
use crate::logs::line::{self, Unreadable};
use crate::logs::line_lookup::Answer;
use crate::logs::parallel::each_batch;
use crate::options::{EXIT_STATUS_OF_LINES, Input};
use crate::outcome::Outcome;
use crate::terminal::safe;

const HELP: &str = "\
Each line is answered by one line, in order: id, code, verdict, scope, match, values, retry_after_ms, and ignored, the \
fields that could not be read; or, if the line could not be read, id, error, file, and line. No answer waits for \
more input than its own line.

A line is a JSON object with any of: id; status; message, type, code, param; headers (an object, a list of pairs, or a \
string); body (an object or a string); error (as the API has it, or as a client printed it); text (as a client printed \
it). It may also be a response body, or a string. Other fields are ignored.";

#[derive(clap::Args)]
#[command(after_help = format!("{HELP}\n\n{EXIT_STATUS_OF_LINES}"))]
pub struct Arguments {
    #[command(flatten)]
    input: Input,
}

/// A line of output.
#[derive(Serialize)]
struct LineOut<'a> {
    id: Option<&'a RawValue>,
    code: Option<&'static str>,
    verdict: &'static str,
    scope: Option<&'static str>,
    #[serde(rename = "match")]
    kind: Option<&'static str>,
    values: Values<'a>,
    retry_after_ms: Option<u64>,
    /// The fields that were present but could not be read.
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    ignored: &'a [&'static str],
}

struct Values<'a>(Option<&'a Match<'a>>);

impl Serialize for Values<'_> {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let values = self.0.iter().flat_map(|found| found.values());
        serializer.collect_map(values.map(|(name, value)| (name, Value::masked(name, value))))
    }
}

#[derive(Serialize)]
struct ErrorOut<'a> {
    id: Option<&'a RawValue>,
    error: &'a str,
    file: &'a str,
    line: u64,
}

pub fn run(arguments: &Arguments) -> io::Result<Outcome> {
    let is_text = arguments.input.text;
    let mut out = io::stdout();
    let mut all_read = true;
    // If both go to the same terminal, the bar overwrites the answers.
    let may_show_progress = !out.is_terminal();
    each_batch(
        &arguments.input,
        may_show_progress,
        move |batch| answers(batch, is_text),
        |answers| {
            let answers = answers?;
            all_read &= answers.all_read;
            out.write_all(&answers.lines)?;
            out.flush()
        },
    )?;
    Ok(Outcome::found_if(all_read))
}

struct Answers {
    lines: Vec<u8>,
    all_read: bool,
}

fn answers(batch: &Batch, is_text: bool) -> io::Result<Answers> {
    let mut answers = Answers { lines: Vec::with_capacity(CHUNK), all_read: true };
    for line in batch.lines() {
        let start = answers.lines.len();
        line::read(&line, is_text, |read| match read {
            Ok(answer) => write_answer(&mut answers.lines, &answer),
            Err(Unreadable { id, problem }) => {
                answers.all_read = false;
                let error = ErrorOut { id, error: &problem, file: &batch.file, line: line.number };
                serde_json::to_writer(&mut answers.lines, &error)
            }
        })?;
        make_safe(&mut answers.lines, start);
        answers.lines.push(b'\n');
    }
    Ok(answers)
}

/// Escapes control characters, because people also read the output on terminals.
fn make_safe(lines: &mut Vec<u8>, start: usize) {
    // The serializer escapes all control characters below U+0020. The others are DEL and some above ASCII.
    if lines[start..].iter().all(|&byte| byte < 0x7f) {
        return;
    }
    if let Ok(answer) = std::str::from_utf8(&lines[start..]) {
        if let Cow::Owned(answer) = safe::json(answer) {
            lines.truncate(start);
            lines.extend_from_slice(answer.as_bytes());
        }
    }
}

fn write_answer(out: &mut Vec<u8>, answer: &Answer<'_>) -> serde_json::Result<()> {
    let found = answer.found.as_ref();
    let wait = found.and_then(Match::retry_after);
    let line = LineOut {
        id: answer.id,
        code: found.map(|found| found.code().as_str()),
        verdict: found.map_or(Verdict::Unknown, Match::verdict).as_str(),
        scope: found.map(|found| found.scope().as_str()),
        kind: found.map(|found| found.kind().as_str()),
        values: Values(found),
        retry_after_ms: wait.map(|wait| u64::try_from(wait.as_millis()).unwrap_or(u64::MAX)),
        ignored: answer.ignored,
    };
    serde_json::to_writer(out, &line)
}
