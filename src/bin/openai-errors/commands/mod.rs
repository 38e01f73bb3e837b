//! The commands, one module each.

pub mod classify;
pub mod completions;
pub mod explain;
pub mod languages;
pub mod list;
pub mod man;
pub mod report;
pub mod search;
pub mod show;
pub mod support;
