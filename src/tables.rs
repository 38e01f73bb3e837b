//! The generated tables, and the small types that they are made of.

use crate::matcher::{Edge, Gap, Heads, Kind, Node, Tables};
use crate::{Category, Metric, MetricKind, Retry};

include!(concat!(env!("OUT_DIR"), "/catalog.rs"));

// Ends of texts are `u32` and become indices with `as`.
const _: () = assert!(usize::BITS >= 32, "this crate needs a target of 32 bits or more");

/// A list inside a table of lists: where it begins, how long it is.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Span(pub u16, pub u16);

impl Span {
    pub(crate) fn of<T>(self, table: &'static [T]) -> &'static [T] {
        let start = usize::from(self.0);
        table.get(start..start + usize::from(self.1)).unwrap_or(&[])
    }
}

/// Where the texts of an entry are in one language: title, cause, solution,
/// then the lists.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Texts {
    pub first: u32,
    pub reasons: u8,
    pub steps: u8,
    pub prevention: u8,
    pub keywords: u8,
}

/// What is known of an error. [`Code::entry`] gives it.
#[derive(Debug)]
pub struct Entry {
    pub(crate) code: Code,
    pub(crate) category: Category,
    pub(crate) retry: u8,
    pub(crate) retired: bool,
    pub(crate) statuses: Span,
    pub(crate) default_for: Span,
    pub(crate) ambiguous_statuses: Span,
    pub(crate) api_codes: Span,
    pub(crate) vague_api_codes: Span,
    pub(crate) also_api_codes: Span,
    pub(crate) api_types: Span,
    pub(crate) links: Span,
    pub(crate) sources: Span,
    pub(crate) exceptions: Span,
    pub(crate) refine: Span,
    pub(crate) messages: Span,
    pub(crate) checked: u32,
    pub(crate) texts: [Texts; LOCALES],
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

/// What the matcher's answer stands for.
#[derive(Debug)]
pub(crate) struct MessageRow {
    pub code: Code,
    pub retry: u8,
    pub statuses: Span,
}

/// Numbers in a message that make another error of it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Refine {
    pub rule: Rule,
    /// Only if the API's own code or type is this one.
    pub api_code: Option<&'static str>,
    pub code: Code,
}

/// The values that a rule looks at, by the number of their name.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Rule {
    IsZero(u8),
    Above(u8, u8),
    /// The server names a wait of at most so many milliseconds.
    WaitAtMost(u32),
}

/// A page that helps, named by the steps of an entry.
#[derive(Debug)]
pub struct Link {
    pub(crate) id: &'static str,
    pub(crate) url: &'static str,
    pub(crate) titles: u32,
}

/// A page or collection that facts of the catalog come from.
#[derive(Debug)]
pub struct Source {
    pub(crate) id: &'static str,
    pub(crate) title: &'static str,
    pub(crate) url: Option<&'static str>,
}

/// A placeholder of the message patterns: the name of a value that
/// [`Match::value`](crate::Match::value) can give.
#[derive(Debug)]
pub struct Value {
    pub(crate) name: &'static str,
    pub(crate) kind: Kind,
    pub(crate) means: u32,
}

pub(crate) const MATCHER: Tables<'static> = Tables {
    nodes: &NODES,
    edges: &EDGES,
    gaps: &GAPS,
    accepts: &ACCEPTS,
    literals: LITERALS,
    heads: Heads { buckets: &HEAD_BUCKETS, keys: &HEAD_KEYS, nodes: &HEAD_NODES },
};

/// The texts that people read, end to end.
static TEXT: &str = include_str!(concat!(env!("OUT_DIR"), "/text.txt"));

/// Patterns and sources, end to end. Apart from [`TEXT`], so that a program
/// that never asks for them doesn't carry them.
static DOCS: &str = include_str!(concat!(env!("OUT_DIR"), "/docs.txt"));

/// The patterns as regular expressions, and the names of their groups.
static REGEXES: &str = include_str!(concat!(env!("OUT_DIR"), "/regexes.txt"));

/// String number `index` of the texts; empty if there is none.
pub(crate) fn text(index: u32) -> &'static str {
    string(TEXT, &TEXT_ENDS, index)
}

/// String number `index` of the documentation; empty if there is none.
pub(crate) fn docs(index: u32) -> &'static str {
    string(DOCS, &DOCS_ENDS, index)
}

/// String number `index` of the regular expressions; empty if there is none.
pub(crate) fn regexes(index: u32) -> &'static str {
    string(REGEXES, &REGEX_ENDS, index)
}

fn string(pool: &'static str, ends: &'static [u32], index: u32) -> &'static str {
    let index = index as usize;
    let start = match index.checked_sub(1) {
        Some(before) => ends.get(before).copied().unwrap_or(u32::MAX),
        None => 0,
    };
    let end = ends.get(index).copied().unwrap_or(0);
    pool.get(start as usize..end as usize).unwrap_or("")
}

/// Neighbouring strings of the texts, one after the other.
pub(crate) fn texts(first: u32, count: u8) -> impl ExactSizeIterator<Item = &'static str> + Clone {
    (0..u16::from(count)).map(move |index| text(first + u32::from(index)))
}
