//! Texts, laid end to end: no pointers to relocate, nothing for rustc to parse.

use std::collections::BTreeMap;

use crate::compiler::check::checked::Checked;
use crate::compiler::load::fields::At;

/// Strings laid end to end.
#[derive(Default)]
pub struct Pool {
    text: String,
    ends: Vec<u32>,
}

impl Pool {
    /// The number of the string.
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
    /// Where the strings of an entry begin, and which language they are in, for each language that is compiled in. A
    /// language without its own texts has those of its fallback, whether or not that is compiled in.
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

    /// The number of the first of the strings: one for each language that is compiled in.
    pub fn row(&mut self, texts: &[Option<At<String>>]) -> u32 {
        let first = self.pool.ends.len() as u32;
        for &locale in self.compiled {
            let text = texts.get(self.checked.catalog.shown(locale, texts)).and_then(Option::as_ref);
            self.pool.push(text.map_or("", |text| &text.value));
        }
        first
    }
}
