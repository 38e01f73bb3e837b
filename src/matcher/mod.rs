//! Matching a message against the patterns of the catalog.
//!
//! 1. [`trie`]: the message is followed along the literal prefixes of the patterns. This leads to a few candidates.
//! 2. [`candidate`]: each candidate is run on its own. Those with the most literal text come first, and the search
//!    stops when no other candidate can have as much as the best match. So a pattern can outrank another pattern, but
//!    never hide it.
//! 3. [`wrapper_ends`]: if no pattern matches, the text that a client put in front of the message is stripped, and the
//!    rest is looked up. Wrappers are candidates of the same trie.
//! 4. Patterns that begin with a placeholder have no literal prefix. They are tried last.
//!
//! Typographic characters are read as ASCII ones before all of this: see [`typography`].
//!
//! The work is linear in the length of the message. [`candidate`] explains why this is true for open placeholders.
//! Other values have at most a few hundred bytes, and the numbers of candidates and of places are limited.
//!
//! This module doesn't depend on codes or entries. The build script compiles it too, and checks that the tables find
//! every pattern.

pub(crate) mod candidate;
pub(crate) mod character;
pub(crate) mod duration;
pub(crate) mod found;
#[cfg(test)]
pub(crate) mod left_out;
pub(crate) mod literal;
pub(crate) mod look_up;
pub(crate) mod placeholder;
pub(crate) mod program;
pub(crate) mod steps;
pub(crate) mod trie;
pub(crate) mod typography;
pub(crate) mod unit;
pub(crate) mod wait_phrase;
pub(crate) mod window;
pub(crate) mod word_marks;
pub(crate) mod wrapper_ends;
