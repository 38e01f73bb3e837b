//! Logs of any length: their lines, and the errors in them.

pub mod batch;
pub mod fields;
mod json_values;
pub mod line;
pub mod line_lookup;
pub mod parallel;
mod progress;
mod surrogates;
