//! The pages that commands show, as text and as JSON, and the parts that they share.

pub mod code_list;
pub mod entry;
pub mod exception;
pub mod json;
pub mod metric;
pub mod sections;
mod statuses;
