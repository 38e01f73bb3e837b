//! Generates Rust from the checked catalog: enums, and tables with one element per line,
//! so that diffs are readable.
//!
//! The long tables are bytes. All texts that people read are one string, and so are all patterns with their sources.

mod codes;
mod entries;
mod exceptions;
mod indexes;
mod labels;
mod links;
mod locales;
mod matcher;
mod messages;
mod monitoring;
mod phrases;
mod policies;
mod rust_file;
mod support;
mod text_pool;
mod values;
mod word_model;

use std::collections::BTreeMap;

pub use locales::feature;
use rust_file::Files;
use text_pool::{Pool, Texts};

use super::check::checked::Checked;
use super::check::fingerprints::{Translation, translations};
use super::patterns::tables::Tables;
use super::words::WordTable;

/// What the build script writes to `OUT_DIR`.
#[derive(Debug, PartialEq, Eq)]
pub struct Output {
    /// The files with the enums and tables, by name.
    pub rust: BTreeMap<&'static str, String>,
    /// The patterns as the matcher reads them.
    pub tables: Tables,
    /// A row for each message: two bytes for its code, one for its policy, one
    /// for its scope, and two for its list of statuses.
    pub messages: Vec<u8>,
    /// The weights of the word model, and its words, one per line.
    pub words: (Vec<u8>, String),
    /// The texts that people read, and where each text ends, in three bytes.
    pub text: (String, Vec<u8>),
    /// The patterns and where they were seen, and where each of these texts
    /// ends. They are documentation, so a program that never asks for them
    /// doesn't link them.
    pub docs: (String, Vec<u8>),
    /// How many translations are older than their English.
    pub stale_texts: usize,
}

/// Generates all files. `compiled` are the languages whose texts they contain, as indices into the catalog's list.
pub fn generate(checked: &Checked, compiled: &[usize], words: &WordTable) -> Output {
    let mut files = Files::default();
    let mut text = Texts { pool: Pool::default(), checked, compiled };
    let mut docs = Pool::default();
    messages::patterns(&mut files, checked, &mut docs);
    codes::codes(&mut files, checked);
    indexes::indexes(&mut files, checked);
    locales::locales(&mut files, checked, compiled);
    entries::entries(&mut files, checked, &mut text);
    messages::own_texts(&mut files, checked, &mut text);
    let rows = messages::messages(&mut files, checked);
    exceptions::exceptions(&mut files, checked, &mut text);
    links::links(&mut files, checked, &mut text);
    labels::labels(&mut files, checked, &mut text);
    links::sources(&mut files, checked);
    values::values(&mut files, checked, &mut docs);
    phrases::waits(&mut files, checked);
    phrases::secrets(&mut files, checked);
    phrases::pasted(&mut files, checked);
    support::support(&mut files, checked, &mut text);
    monitoring::metrics(&mut files, checked, &mut text);
    policies::policies(&mut files, checked);
    matcher::matcher(&mut files, checked);
    word_model::word_model(&mut files, checked, words);
    Output {
        rust: files.0,
        tables: checked.tables.clone(),
        messages: rows,
        words: (words.bytes.clone(), words.words.clone()),
        text: text.pool.into_output(),
        docs: docs.into_output(),
        stale_texts: translations(&checked.catalog).iter().filter_map(Translation::problem).count(),
    }
}
