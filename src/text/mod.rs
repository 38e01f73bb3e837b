//! Languages, and what people read in them: labels, links, times, the support checklist, metrics.

pub(crate) mod label;
pub(crate) mod link;
pub(crate) mod locale;
pub(crate) mod monitoring;
pub(crate) mod pool;
pub(crate) mod readable_time;
pub(crate) mod support;
