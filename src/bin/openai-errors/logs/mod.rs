//! Reads logs of any length, and looks up the errors in their lines.

pub mod batch;
pub mod fields;
pub mod line;
pub mod lookup;
pub mod parallel;
mod progress;
mod surrogates;
mod values;
