//! `classify`: JSON Lines in, JSON Lines out, for logs.

use std::borrow::Cow;
use std::fs::File;
use std::io::{self, BufRead, BufReader, BufWriter, IsTerminal, Read, Write};
use std::path::PathBuf;
use std::time::{Duration, Instant, SystemTime};

use openai_error_catalog::{Catalog, ErrorBody, ErrorResponse, Match, Value, Verdict};
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

use crate::Outcome;

/// A longer line is answered as an error: memory stays bounded.
const MAX_LINE: usize = 4 * 1024 * 1024;

#[derive(clap::Args)]
pub struct Arguments {
    /// The file [default: standard input]
    file: Option<PathBuf>,
}

/// A line that comes in. Unknown fields are ignored: logs have many.
#[derive(Deserialize)]
struct LineIn<'a> {
    #[serde(borrow)]
    id: Option<&'a RawValue>,
    status: Option<u16>,
    #[serde(borrow)]
    message: Option<Cow<'a, str>>,
    #[serde(borrow, rename = "type")]
    api_type: Option<Cow<'a, str>>,
    #[serde(borrow)]
    code: Option<&'a RawValue>,
    #[serde(borrow)]
    param: Option<Cow<'a, str>>,
    #[serde(borrow)]
    headers: Option<&'a RawValue>,
    #[serde(borrow)]
    body: Option<Cow<'a, str>>,
    #[serde(borrow)]
    text: Option<Cow<'a, str>>,
}

/// A line that goes out.
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
}

struct Values<'a>(Option<&'a Match<'a>>);

impl Serialize for Values<'_> {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let values = self.0.iter().flat_map(|found| found.values());
        serializer.collect_map(values.map(|(name, value)| (name, Value::masked(name, value))))
    }
}

#[derive(Serialize)]
struct ErrorOut {
    error: String,
    line: u64,
}

pub fn run(arguments: &Arguments) -> io::Result<Outcome> {
    let stdin;
    let file;
    let (mut input, size): (Box<dyn BufRead>, Option<u64>) = match &arguments.file {
        Some(path) => {
            let at = |error: io::Error| io::Error::new(error.kind(), format!("{}: {error}", path.display()));
            file = File::open(path).map_err(at)?;
            let size = file.metadata().ok().filter(|meta| meta.is_file()).map(|meta| meta.len());
            (Box::new(BufReader::with_capacity(1 << 16, file)), size)
        }
        None => {
            stdin = io::stdin().lock();
            (Box::new(stdin), None)
        }
    };
    let mut out = BufWriter::with_capacity(1 << 16, io::stdout().lock());
    let mut progress = Progress::new(size);
    let mut line = Vec::new();
    let mut number = 0;
    loop {
        let read = read_line(&mut input, &mut line)?;
        if read == 0 {
            break;
        }
        number += 1;
        let text = line.trim_ascii();
        if text.is_empty() {
            error(&mut out, "the line is empty".to_owned(), number)?;
        } else if line.len() > MAX_LINE {
            error(&mut out, format!("the line is longer than {MAX_LINE} bytes"), number)?;
        } else {
            answer(&mut out, text, number)?;
        }
        progress.tick(read, number)?;
    }
    out.flush()?;
    progress.finish();
    Ok(Outcome::Found)
}

/// Reads a line, of which no more than [`MAX_LINE`] bytes and one are kept.
/// What was read in all; 0 at the end.
fn read_line(input: &mut impl BufRead, line: &mut Vec<u8>) -> io::Result<u64> {
    line.clear();
    let mut read = input.by_ref().take(MAX_LINE as u64 + 1).read_until(b'\n', line)? as u64;
    if line.len() > MAX_LINE && line.last() != Some(&b'\n') {
        read += skip_line(input)?;
    }
    Ok(read)
}

fn skip_line(input: &mut impl BufRead) -> io::Result<u64> {
    let mut skipped = 0;
    loop {
        let buffer = input.fill_buf()?;
        let end = buffer.iter().position(|&byte| byte == b'\n');
        let used = end.map_or(buffer.len(), |end| end + 1);
        input.consume(used);
        skipped += used as u64;
        if end.is_some() || used == 0 {
            return Ok(skipped);
        }
    }
}

fn error(out: &mut impl Write, error: String, line: u64) -> io::Result<()> {
    serde_json::to_writer(&mut *out, &ErrorOut { error, line })?;
    out.write_all(b"\n")
}

fn answer(out: &mut impl Write, text: &[u8], number: u64) -> io::Result<()> {
    // A list would pass for an object of as many fields.
    if text.first() != Some(&b'{') {
        return error(out, "the line is no JSON object".to_owned(), number);
    }
    let line: LineIn<'_> = match serde_json::from_slice(text) {
        Ok(line) => line,
        Err(problem) => {
            return error(out, format!("the line is no JSON object of the expected form: {problem}"), number);
        }
    };
    let code = line.code.and_then(scalar);
    let headers = line.headers.map_or_else(Vec::new, read_headers);
    let body = line.body.as_deref().map(|body| ErrorBody::parse(body.as_bytes()));
    let mut response = body.as_ref().map_or_else(ErrorResponse::new, ErrorBody::response);
    // The line's own fields win over those of its body.
    response = response
        .status(line.status.or(response.get_status()))
        .message(line.message.as_deref().or(response.get_message()))
        .api_type(line.api_type.as_deref().or(response.get_api_type()))
        .api_code(code.as_deref().or(response.get_api_code()))
        .param(line.param.as_deref().or(response.get_param()));
    response = response.headers(headers.iter().map(|(name, value)| (name.as_ref(), value.as_ref())));
    if !headers.is_empty() {
        response = response.now(SystemTime::now());
    }
    let by_fields = Catalog::classify(&response);
    // What was pasted is asked only if the fields say no more than a status.
    let by_text = || {
        let text = line.text.as_deref()?;
        match line.status {
            Some(status) => Catalog::explain_with_status(status, text),
            None => Catalog::explain(text),
        }
    };
    let found = by_fields.filter(|found| found.pattern().is_some()).or_else(by_text).or(by_fields);
    let answer = LineOut {
        id: line.id,
        code: found.as_ref().map(|found| found.code().as_str()),
        verdict: found.as_ref().map_or(Verdict::Unknown, Match::verdict).as_str(),
        scope: found.as_ref().map(|found| found.scope().as_str()),
        kind: found.as_ref().map(|found| found.kind().as_str()),
        values: Values(found.as_ref()),
        retry_after_ms: found
            .as_ref()
            .and_then(Match::retry_after)
            .map(|wait| u64::try_from(wait.as_millis()).unwrap_or(u64::MAX)),
    };
    serde_json::to_writer(&mut *out, &answer)?;
    out.write_all(b"\n")
}

/// A string, or a number as its digits; `null` and everything else is absent.
fn scalar(value: &RawValue) -> Option<Cow<'_, str>> {
    let text = value.get();
    match text.as_bytes().first()? {
        b'"' => serde_json::from_str(text).ok(),
        b'0'..=b'9' | b'-' => Some(Cow::Borrowed(text)),
        _ => None,
    }
}

/// The headers: an object of strings, numbers, or lists of strings.
fn read_headers(headers: &RawValue) -> Vec<(String, String)> {
    let Ok(headers) = serde_json::from_str::<serde_json::Map<String, serde_json::Value>>(headers.get()) else {
        return Vec::new();
    };
    headers
        .into_iter()
        .filter_map(|(name, value)| match value {
            serde_json::Value::String(text) => Some((name, text)),
            serde_json::Value::Number(number) => Some((name, number.to_string())),
            serde_json::Value::Bool(flag) => Some((name, flag.to_string())),
            serde_json::Value::Array(items) => Some((name, items.first()?.as_str()?.to_owned())),
            _ => None,
        })
        .collect()
}

/// A line on standard error for files that take long, if somebody is looking.
struct Progress {
    wanted: bool,
    shown: bool,
    size: Option<u64>,
    bytes: u64,
    last: Instant,
}

impl Progress {
    fn new(size: Option<u64>) -> Self {
        let wanted = io::stderr().is_terminal() && !io::stdout().is_terminal();
        Progress { wanted, shown: false, size, bytes: 0, last: Instant::now() }
    }

    fn tick(&mut self, bytes: u64, lines: u64) -> io::Result<()> {
        self.bytes += bytes;
        // The clock is asked seldom: it costs more than a line.
        if !self.wanted || lines % 4096 != 0 || self.last.elapsed() < Duration::from_millis(500) {
            return Ok(());
        }
        self.last = Instant::now();
        self.shown = true;
        let share = self.size.filter(|size| *size > 0).map(|size| format!(", {} %", self.bytes * 100 / size));
        write!(io::stderr(), "\r{lines} lines{}\u{1b}[K", share.unwrap_or_default())
    }

    fn finish(&self) {
        if self.shown {
            let _ = write!(io::stderr(), "\r\u{1b}[K");
        }
    }
}
