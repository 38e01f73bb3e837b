//! The texts that people read in their language: labels, links, times, the support checklist, and metrics.

pub(crate) mod label;
pub(crate) mod link;
pub(crate) mod locale;
pub(crate) mod monitoring;
pub(crate) mod pool;
pub(crate) mod readable_time;
pub(crate) mod support;
