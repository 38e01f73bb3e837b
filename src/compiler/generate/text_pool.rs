//! Stores texts one after another in a single string. It has no pointers to relocate, and nothing for rustc to parse.

use std::collections::BTreeMap;

use crate::compiler::check::checked::Checked;
use crate::compiler::load::fields::At;

/// Strings, one after another in a single string.
#[derive(Default)]
pub struct Pool {
    text: String,
    ends: Vec<u32>,
}

impl Pool {
    /// Adds a string, and returns its number.
    pub fn push(&mut self, text: &str) -> u32 {
        self.text.push_str(text);
        self.ends.push(self.text.len() as u32);
        (self.ends.len() - 1) as u32
    }

    pub fn into_output(self) -> (String, Vec<u8>) {
        assert!(self.text.len() < 1 << 24, "the catalog has too many texts for its tables");
        (self.text, self.ends.iter().flat_map(|end| end.to_le_bytes().into_iter().take(3)).collect())
    }
}

/// The texts that people read, in the languages that are compiled in.
pub struct Texts<'c> {
    pub pool: Pool,
    pub checked: &'c Checked,
    pub compiled: &'c [usize],
}

impl Texts<'_> {
    /// Adds the strings of an entry. For each language that is compiled in, returns the number of the first string and
    /// the language that the strings are in. A language without its own texts gets those of its fallback, even if that
    /// is not compiled in.
    pub fn starts(&mut self, texts: &[Option<Vec<String>>]) -> Vec<(u32, usize)> {
        let mut starts = BTreeMap::new();
        let mut all = Vec::new();
        for &locale in self.compiled {
            let shown = self.checked.catalog.shown(locale, texts);
            let start = starts.entry(shown).or_insert_with(|| {
                let first = self.pool.ends.len() as u32;
                for text in texts.get(shown).into_iter().flatten().flatten() {
                    self.pool.push(text);
                }
                first
            });
            all.push((*start, shown));
        }
        all
    }

    /// Adds one string for each language that is compiled in, and returns the number of the first one.
    pub fn row(&mut self, texts: &[Option<At<String>>]) -> u32 {
        let first = self.pool.ends.len() as u32;
        for &locale in self.compiled {
            let text = texts.get(self.checked.catalog.shown(locale, texts)).and_then(Option::as_ref);
            self.pool.push(text.map_or("", |text| &text.value));
        }
        first
    }
}
