//! Patterns: the language that they are written in, and the tables that the matcher reads.

pub mod graph;
pub mod program;
#[cfg(test)]
pub mod regex;
pub mod samples;
pub mod set;
pub mod syntax;
pub mod tables;
mod trie;
