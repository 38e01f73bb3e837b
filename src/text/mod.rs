//! What people read, in their language: labels, what to send to support, what to monitor.

pub(crate) mod label;
pub(crate) mod link;
pub(crate) mod locale;
pub(crate) mod monitoring;
pub(crate) mod pool;
pub(crate) mod readable_time;
pub(crate) mod support;
