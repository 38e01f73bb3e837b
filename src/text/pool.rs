//! The catalog's texts, concatenated.

use core::ops::Range;

use crate::iter::macros::iterator;

iterator! {
    /// Texts for a person, in one language: reasons, steps, keywords.
    ///
    /// ```
    /// use openai_error_catalog::{Code, Locale, iter::Texts};
    /// struct Page {
    ///     steps: Texts,
    /// }
    /// let page = Page { steps: Code::SlowDown.entry().steps(Locale::En) };
    /// assert_eq!(page.steps.clone().count(), page.steps.len());
    /// ```
    Texts(Range<u32>) -> &'static str, text
}

/// Concatenated strings, and the end of each: three bytes in little-endian order.
struct Pool {
    text: &'static str,
    ends: &'static [u8],
}

/// The texts that people read.
static TEXT: Pool = Pool {
    text: include_str!(concat!(env!("OUT_DIR"), "/text.txt")),
    ends: include_bytes!(concat!(env!("OUT_DIR"), "/text.ends")),
};

/// Patterns and sources. They are separate from [`TEXT`], so that a program that never uses them doesn't contain them.
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

/// `count` neighboring texts, from the one with the number `first` on.
pub(crate) const fn texts(first: u32, count: u8) -> Texts {
    Texts(first..first + count as u32)
}
