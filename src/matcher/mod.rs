//! Matching a message against the patterns of the catalog.
//!
//! 1. [`trie`]: the literal text at the head of the patterns leads to a few candidates.
//! 2. [`candidate`]: each candidate is run alone, those with the most literal text
//!    first, until no other can have as much as the best match. So a pattern is never
//!    hidden by another one, only outranked.
//! 3. [`wrappers`]: if none matches, what is put before a message is stripped, and
//!    the rest is looked up. Wrappers are candidates of the same trie.
//! 4. Patterns that begin with a placeholder have no head. They come last.
//!
//! Typographic characters are read as ASCII ones before all of this: see [`typography`].
//!
//! The work is linear in the message: see [`candidate`] for open placeholders; a value is
//! at most a few hundred bytes long; the number of candidates and of places is limited.
//!
//! These files know nothing of codes and entries. The build script compiles them
//! too, to prove for each pattern that the tables find it.

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
pub(crate) mod wrappers;
