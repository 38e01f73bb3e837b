//! Whether to send a request again, and how long to wait first.

pub(crate) mod delays;
pub(crate) mod jitter;
pub(crate) mod policy;
pub(crate) mod schedule;
pub(crate) mod verdict;
