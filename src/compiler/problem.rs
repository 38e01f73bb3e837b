//! What a contributor is told: where, what is wrong, how to mend it.

use std::fmt;
use std::ops::Range;
use std::sync::Arc;

/// One file of the catalogue, kept to turn byte offsets into lines.
#[derive(Debug)]
pub struct Source {
    /// As printed: relative to the crate, with `/`.
    pub path: String,
    pub text: String,
}

impl Source {
    /// Line and column of a byte offset, both from 1, the column in characters.
    fn position(&self, offset: usize) -> (usize, usize) {
        let mut offset = offset.min(self.text.len());
        while !self.text.is_char_boundary(offset) {
            offset -= 1;
        }
        let before = &self.text[..offset];
        let start = before.rfind('\n').map_or(0, |at| at + 1);
        (before.matches('\n').count() + 1, before[start..].chars().count() + 1)
    }
}

/// A place in a file.
#[derive(Clone, Debug)]
pub struct Place {
    pub source: Arc<Source>,
    pub span: Range<usize>,
}

impl Place {
    pub fn problem(&self, what: impl Into<String>, mend: impl Into<String>) -> Problem {
        let (line, column) = self.source.position(self.span.start);
        Problem { path: self.source.path.clone(), line, column, what: what.into(), mend: mend.into() }
    }

    /// For a mention of this place in another place's problem.
    pub fn short(&self) -> String {
        format!("{}:{}", self.source.path, self.source.position(self.span.start).0)
    }
}

/// A fault of the catalogue. The order is that of the printed list.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Problem {
    pub path: String,
    pub line: usize,
    pub column: usize,
    pub what: String,
    pub mend: String,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Problem { path, line, column, what, mend } = self;
        write!(f, "{path}:{line}:{column}: {what}: {mend}")
    }
}

/// `known` names as a list, the one most like `name` first if one is close.
pub fn suggest<'k>(name: &str, known: impl IntoIterator<Item = &'k str>) -> String {
    let mut known: Vec<&str> = known.into_iter().collect();
    known.sort_unstable();
    let closest = known.iter().map(|other| (distance(name, other), *other)).min();
    match closest {
        Some((distance, other)) if distance <= 1 + name.chars().count() / 4 => {
            format!("did you mean `{other}`?")
        }
        _ if known.is_empty() => "none is defined".to_owned(),
        _ if known.len() > 30 => format!("there are {} to choose from", known.len()),
        _ => format!("use one of {}", known.join(", ")),
    }
}

/// Levenshtein distance, for [`suggest`].
fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.chars().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, &y) in b.iter().enumerate() {
            let substituted = diagonal + usize::from(x != y);
            diagonal = row[j + 1];
            row[j + 1] = substituted.min(diagonal + 1).min(row[j] + 1);
        }
    }
    row[b.len()]
}
