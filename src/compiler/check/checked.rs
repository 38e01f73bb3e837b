//! The checked catalog, in which names are resolved.

use crate::compiler::load::catalog::Catalog;
use crate::compiler::patterns::tables::Tables;

/// The checked catalog. Names are replaced by numbers, which are indices into the list of their kind.
pub struct Checked {
    pub catalog: Catalog,
    pub errors: Vec<CheckedError>,
    pub messages: Vec<CheckedMessage>,
    pub wrappers: Vec<CheckedWrapper>,
    pub exceptions: Vec<CheckedException>,
    /// Per locale: title, intro, caution, then the items.
    pub support: Vec<Option<Vec<String>>>,
    pub tables: Tables,
}

pub struct CheckedError {
    pub category: usize,
    /// An index into `SCOPES`.
    pub scope: usize,
    pub retry: usize,
    pub links: Vec<usize>,
    pub sources: Vec<usize>,
    pub refine: Vec<CheckedRefine>,
    /// For each of `Error::message_texts`, its texts per locale.
    pub message_texts: Vec<Vec<Option<Vec<String>>>>,
    /// Per locale, in the order of `load::texts::Texts`; link titles are filled in.
    pub texts: Vec<Option<Vec<String>>>,
}

pub struct CheckedRefine {
    pub rule: Rule,
    /// If set, the rule applies only if this is the API's own code or type.
    pub api_code: Option<String>,
    /// The code that the rule changes the error to.
    pub code: usize,
}

/// A condition on values of the message. Each value is given by the number of its name.
#[derive(Clone, Copy)]
pub enum Rule {
    IsZero(u8),
    Above(u8, u8),
    /// In milliseconds.
    WaitAtMost(u32),
}

pub struct CheckedMessage {
    pub code: usize,
    pub retry: Option<usize>,
    /// An index into `SCOPES`; `None` if the entry's scope applies.
    pub scope: Option<usize>,
    /// One of the entry's `message_texts`.
    pub text: Option<usize>,
    pub statuses: Vec<u16>,
    pub pattern: String,
    /// What the word model learns from it.
    pub wordings: Vec<String>,
    /// Where it was seen: the title of a page of sources.toml, or an address.
    pub source: String,
}

pub struct CheckedWrapper {
    pub pattern: String,
    pub source: String,
}

pub struct CheckedException {
    pub statuses: Option<(u16, u16)>,
    pub codes: Vec<usize>,
    pub retry: usize,
    pub links: Vec<usize>,
    pub sources: Vec<usize>,
    pub texts: Vec<Option<Vec<String>>>,
}
