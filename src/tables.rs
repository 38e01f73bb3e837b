//! The generated tables, and the small types that they consist of.

use crate::iter::Texts;
use crate::lookup::explain::Names;
use crate::matcher;
use crate::matcher::placeholder::Kind;
use crate::matcher::wait_phrase::WaitPhrases;
use crate::wait::{FieldKind, Unit};
use crate::words::model::{Decision, Model};
use crate::{Category, ExampleKind, Jitter, Metric, MetricKind, RetryPolicy, Scope};

include!(concat!(env!("OUT_DIR"), "/catalog.rs"));

// Places in texts, in the patterns, and in a message are `u32` and become indices with `as`.
const _: () = assert!(usize::BITS >= 32, "this crate needs a target of 32 bits or more");

/// A list inside a table of lists: where it begins, how long it is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Span(pub u16, pub u16);

impl Span {
    pub(crate) const fn of<T>(self, table: &'static [T]) -> &'static [T] {
        let (start, len) = (self.0 as usize, self.1 as usize);
        if start + len > table.len() {
            return &[];
        }
        table.split_at(start).1.split_at(len).0
    }
}

/// Where the texts of an entry are in one language: title, cause, solution,
/// then the lists.
#[derive(Clone, Copy, Debug)]
pub(crate) struct TextsAt {
    pub first: u32,
    pub reasons: u8,
    pub steps: u8,
    pub prevention: u8,
    pub keywords: u8,
}

/// What is known about an error. [`Code::entry`] returns it.
pub struct Entry {
    pub(crate) code: Code,
    pub(crate) category: Category,
    pub(crate) scope: Scope,
    pub(crate) retry: u8,
    pub(crate) retired: bool,
    pub(crate) statuses: Span,
    pub(crate) default_for: Span,
    pub(crate) ambiguous_statuses: Span,
    pub(crate) api_codes: Span,
    pub(crate) vague_api_codes: Span,
    pub(crate) also_api_codes: Span,
    pub(crate) status_names: Span,
    pub(crate) api_types: Span,
    pub(crate) links: Span,
    pub(crate) sources: Span,
    pub(crate) exceptions: Span,
    pub(crate) refine: Span,
    pub(crate) examples: Span,
    pub(crate) messages: Span,
    pub(crate) checked: u32,
    pub(crate) texts: [TextsAt; LOCALES],
}

#[derive(Debug)]
pub(crate) struct ExceptionEntry {
    pub exception: Exception,
    pub statuses: (u16, u16),
    pub codes: Span,
    pub aliases: Span,
    pub retry: u8,
    pub links: Span,
    pub sources: Span,
    pub checked: u32,
    /// Where the texts begin, and how many steps there are.
    pub texts: [(u32, u8); LOCALES],
}

/// The data of each message that the matcher can find.
#[derive(Clone, Copy, Debug)]
pub(crate) struct MessageRow {
    pub code: Code,
    pub retry: u8,
    pub scope: Scope,
    statuses: u16,
}

/// A row is two bytes with the number of the code, one with the policy, one with
/// the scope, two with the number of the list of statuses.
static MESSAGE_ROWS: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/messages.bin"));
const ROW: usize = 6;

impl MessageRow {
    pub(crate) const COUNT: u32 = (MESSAGE_ROWS.len() / ROW) as u32;

    /// The row of a message; `None` if there is no such message.
    pub(crate) fn of(message: u32) -> Option<Self> {
        let start = ROW * message as usize;
        let &[code, code_high, retry, scope, statuses, statuses_high] = MESSAGE_ROWS.get(start..start + ROW)? else {
            return None;
        };
        let code = *Code::ALL.get(usize::from(u16::from_le_bytes([code, code_high])))?;
        let scope = *Scope::ALL.get(usize::from(scope))?;
        Some(MessageRow { code, retry, scope, statuses: u16::from_le_bytes([statuses, statuses_high]) })
    }

    /// The statuses that the message comes with.
    pub(crate) fn statuses(self) -> &'static [u16] {
        STATUS_LISTS.get(usize::from(self.statuses)).map_or(&[], |list| list.of(&MESSAGE_STATUSES))
    }
}

/// The texts of a message whose policy differs from its entry's: where cause,
/// solution, and steps begin, and how many steps there are.
#[derive(Debug)]
pub(crate) struct OwnTexts {
    pub message: u32,
    /// The first row with the same text: messages of an entry share them.
    pub first: u16,
    /// The text's name in the entry's file.
    #[cfg_attr(not(feature = "serde"), allow(dead_code))]
    pub name: &'static str,
    pub texts: [(u32, u8); LOCALES],
}

impl OwnTexts {
    /// The texts of a message; `None` if it has the texts of its entry.
    pub(crate) fn of(message: u32) -> Option<&'static Self> {
        let found = OWN_TEXTS.binary_search_by_key(&message, |own| own.message).ok()?;
        OWN_TEXTS.get(found)
    }

    /// The text of this name in the entry of a code.
    #[cfg(feature = "serde")]
    pub(crate) fn named(code: Code, name: &str) -> Option<&'static Self> {
        OWN_TEXTS.iter().find(|own| own.name == name && MessageRow::of(own.message).is_some_and(|row| row.code == code))
    }
}

/// A condition on numbers in a message that makes it a different error. [`Entry::refinements`] returns them; lookups
/// automatically apply the first one that is true.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Refinement {
    pub(crate) rule: Rule,
    pub(crate) api_code: Option<&'static str>,
    pub(crate) code: Code,
}

/// The values that a rule looks at, by the number of their name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Rule {
    IsZero(u8),
    Above(u8, u8),
    /// The server gives a wait of at most this many milliseconds.
    WaitAtMost(u32),
}

/// A request that causes the error, and the corrected request.
/// [`Entry::examples`] returns them.
#[derive(Debug, PartialEq, Eq, Hash)]
pub struct Example {
    pub(crate) kind: ExampleKind,
    /// The number of the wrong request's text; the corrected one follows.
    pub(crate) first: u32,
}

/// A page that helps, referred to by the steps of an entry.
#[derive(Debug, PartialEq, Eq, Hash)]
pub struct Link {
    pub(crate) id: &'static str,
    pub(crate) url: &'static str,
    pub(crate) titles: u32,
}

/// A page or collection that facts of the catalog come from.
#[derive(Debug, PartialEq, Eq, Hash)]
pub struct Source {
    pub(crate) id: &'static str,
    pub(crate) title: &'static str,
    pub(crate) url: Option<&'static str>,
}

/// A placeholder of the message patterns: the name of a value that
/// [`Match::value`](crate::Match::value) can return.
#[derive(Debug, PartialEq, Eq, Hash)]
pub struct Value {
    pub(crate) name: &'static str,
    pub(crate) kind: Kind,
    pub(crate) secret: bool,
    /// The word before the number, in messages that no pattern matches.
    pub(crate) word: Option<&'static str>,
    pub(crate) means: u32,
}

/// The patterns of messages and wrappers, as the matcher reads them.
static CODE: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/patterns.bin"));
static WORD_MARKS: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/patterns.marks"));

/// The words before a wait.
pub(crate) static WAITS: WaitPhrases = WaitPhrases::new(&WAIT_PHRASES, &WAIT_ENDINGS);

/// The weights of the word model.
static WORD_WEIGHTS: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/weights.bin"));

/// The words of the word model, one per line: only a search needs them.
pub(crate) static WORDS: &str = include_str!(concat!(env!("OUT_DIR"), "/words.txt"));

/// The word model that lookups use.
pub(crate) fn word_model() -> Model<'static> {
    #[cfg(test)]
    if let Some(model) = crate::lookup::leave_one_out::word_model() {
        return model;
    }
    WORD_MODEL
}

/// Concatenated strings, and where each ends: three bytes in little-endian order.
struct Pool {
    text: &'static str,
    ends: &'static [u8],
}

/// The texts that people read.
static TEXT: Pool = Pool {
    text: include_str!(concat!(env!("OUT_DIR"), "/text.txt")),
    ends: include_bytes!(concat!(env!("OUT_DIR"), "/text.ends")),
};

/// Patterns and sources. Separate from [`TEXT`], so that a program that never asks
/// for them doesn't contain them.
static DOCS: Pool = Pool {
    text: include_str!(concat!(env!("OUT_DIR"), "/docs.txt")),
    ends: include_bytes!(concat!(env!("OUT_DIR"), "/docs.ends")),
};

/// String number `index` of the texts; empty if there is none.
pub(crate) fn text(index: u32) -> &'static str {
    TEXT.get(index)
}

/// String number `index` of the documentation; empty if there is none.
pub(crate) fn docs(index: u32) -> &'static str {
    DOCS.get(index)
}

impl Pool {
    fn end(&self, index: usize) -> Option<usize> {
        match self.ends.get(3 * index..3 * index + 3)? {
            &[low, middle, high] => Some(u32::from_le_bytes([low, middle, high, 0]) as usize),
            _ => None,
        }
    }

    fn get(&self, index: u32) -> &'static str {
        let index = index as usize;
        let start = if index == 0 { Some(0) } else { self.end(index - 1) };
        start.zip(self.end(index)).and_then(|(start, end)| self.text.get(start..end)).unwrap_or("")
    }
}

/// Neighboring strings of the texts, one after the other.
pub(crate) const fn texts(first: u32, count: u8) -> Texts {
    Texts(first..first + count as u32)
}
