//! The files that `cargo xtask gen` writes under docs/.

pub mod alerts;
pub mod catalog_json;
pub mod man;
pub mod outputs;
pub mod reference;
pub mod regexes;
pub mod words_json;
