//! The tables that the matcher reads, made from all patterns.

use super::program::{Programs, TooLarge};
use super::set::PatternSet;
use super::trie;
use crate::matcher::found::NO_NAME;
use crate::matcher::literal::PADDING;
use crate::matcher::look_up;

/// The same as the matcher's [`look_up::Tables`], but with its own memory.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tables {
    pub code: Vec<u8>,
    pub root: u32,
    pub word_marks: Vec<u8>,
    pub status: u8,
}

impl PatternSet<'_> {
    /// The tables that the matcher needs to find these patterns.
    pub fn tables(&self) -> Result<Tables, TooLarge> {
        let mut programs = Programs::new(self);
        let (root, mut word_marks) = trie::write(self, &mut programs)?;
        let mut code = programs.code;
        code.extend([0; PADDING]);
        word_marks.extend([0; PADDING]);
        let status = self.names.iter().position(|name| *name == "status");
        let status = status.and_then(|number| u8::try_from(number).ok()).unwrap_or(NO_NAME);
        Ok(Tables { code, root: u32::try_from(root).map_err(|_| TooLarge)?, word_marks, status })
    }
}

impl Tables {
    pub fn as_slices(&self) -> look_up::Tables<'_> {
        look_up::Tables { code: &self.code, root: self.root, word_marks: &self.word_marks, status: self.status }
    }
}
