//! Logs of any length: their lines, and the errors in them.

pub mod batch;
pub mod fields;
pub mod line;
pub mod lookup;
pub mod parallel;
mod progress;
mod surrogates;
mod values;
