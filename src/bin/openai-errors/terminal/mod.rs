//! Text on a terminal, where nothing hostile may arrive.

pub mod output;
pub mod page;
pub mod safe;
mod wrap;
