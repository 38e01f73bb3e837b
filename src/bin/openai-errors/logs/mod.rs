//! Reads logs of any length, and looks up the errors in their lines.

pub mod batch;
mod field_values;
pub mod fields;
pub mod line;
pub mod line_lookup;
pub mod parallel;
mod progress;
mod surrogates;
