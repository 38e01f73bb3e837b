//! Patterns: the language that they are written in, and the tables that the matcher reads.

pub mod graph;
pub mod language;
mod program;
#[cfg(test)]
pub mod regex;
pub mod set;
mod trie;
