//! Reads logs of any length, and looks up the errors in their lines.

pub mod batch;
pub mod fields;
mod json_values;
pub mod line;
pub mod line_lookup;
pub mod parallel;
mod progress;
mod surrogates;
