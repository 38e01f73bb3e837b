//! Reads the corpus, looks up its texts, and scores the answers. tests/corpus/README.md explains the fields.
//!
//! This module takes the names of the library from its parent module. For most programs that include it, the library is a
//! dependency, but for the unit tests it is the crate itself.

use std::fs;
use std::path::Path;

use serde::Deserialize;

use super::{Catalog, ErrorResponse, Match, Verdict};

/// A text: one line of the file.
#[derive(Deserialize)]
pub struct Text {
    pub id: String,
    pub status: Option<u16>,
    pub message: String,
    #[serde(rename = "type")]
    pub api_type: Option<String>,
    pub code: Option<String>,
    pub param: Option<String>,
    pub raw: Option<String>,
    pub expect: Expect,
}

/// What a lookup should answer.
#[derive(Deserialize)]
pub struct Expect {
    pub code: String,
    pub accept: Vec<String>,
    pub retry: Option<bool>,
}

/// Reads a file of texts. An error says in which line it is.
pub fn read(path: impl AsRef<Path>) -> Result<Vec<Text>, String> {
    let path = path.as_ref();
    let content = fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))?;
    content
        .lines()
        .enumerate()
        .filter(|(_, line)| !line.trim().is_empty())
        .map(|(index, line)| {
            serde_json::from_str(line).map_err(|error| format!("{}:{}: {error}", path.display(), index + 1))
        })
        .collect()
}

impl Text {
    /// Everything that the response contains.
    #[must_use]
    pub fn response(&self) -> ErrorResponse<'_> {
        ErrorResponse::new()
            .status(self.status)
            .message(self.message.as_str())
            .api_type(self.api_type.as_deref())
            .api_code(self.code.as_deref())
            .param(self.param.as_deref())
    }

    /// Looks up the text by everything that the response contains.
    #[must_use]
    pub fn classify(&self) -> Option<Match<'_>> {
        Catalog::classify(&self.response())
    }

    /// Looks up the text by status and message.
    #[must_use]
    pub fn look_up(&self) -> Option<Match<'_>> {
        match self.status {
            Some(status) => Catalog::by_status_and_message(status, &self.message),
            None => Catalog::by_message(&self.message),
        }
    }

    /// The text as it was pasted. `None` if the corpus doesn't have it, or if somebody shortened it.
    #[must_use]
    pub fn pasted(&self) -> Option<&str> {
        self.raw.as_deref().filter(|raw| !raw.contains("..."))
    }
}

/// Whether an answer is right.
#[derive(Clone, Copy)]
pub struct Judgement {
    pub has_code: bool,
    /// `None` if the verdict isn't scored.
    pub has_verdict: Option<bool>,
    /// Whether a final error would be retried forever.
    pub is_endless: bool,
}

impl Judgement {
    #[must_use]
    pub fn of(text: &Text, found: Option<&Match<'_>>) -> Self {
        let code = found.map_or("none", |found| found.code().as_str());
        let verdict = found.map_or(Verdict::Unknown, Match::verdict);
        let expected = |retry: bool| if retry { Verdict::Retry } else { Verdict::Stop };
        Judgement {
            has_code: text.expect.accept.iter().any(|accept| accept == code),
            has_verdict: text.expect.retry.map(|retry| verdict == expected(retry)),
            is_endless: text.expect.retry == Some(false) && verdict == Verdict::Retry,
        }
    }
}

/// How many answers were right.
#[derive(Default)]
pub struct Score {
    pub texts: usize,
    pub codes: usize,
    /// How many verdicts are scored.
    pub scored: usize,
    pub verdicts: usize,
    pub endless: usize,
}

impl Score {
    /// Judges an answer and counts it.
    pub fn add(&mut self, text: &Text, found: Option<&Match<'_>>) -> Judgement {
        let judgement = Judgement::of(text, found);
        self.texts += 1;
        self.codes += usize::from(judgement.has_code);
        self.scored += usize::from(judgement.has_verdict.is_some());
        self.verdicts += usize::from(judgement.has_verdict == Some(true));
        self.endless += usize::from(judgement.is_endless);
        judgement
    }
}
