//! Writes output that may go to a terminal: text from outside is made safe first.

pub mod output;
pub mod page;
pub mod safe;
mod wrap;
