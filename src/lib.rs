#![forbid(unsafe_code)]
#![warn(missing_docs)]
//! The errors of the OpenAI API, compiled in.
#![cfg_attr(not(test), no_std)]

mod catalog;
mod category;
mod code;
mod entry;
mod exception;
mod found;
mod label;
mod locale;
mod matcher;
mod monitoring;
mod retry;
mod support;
mod tables;

pub use catalog::Catalog;
pub use category::Category;
pub use code::UnknownName;
pub use entry::Message;
pub use found::{Match, MatchKind};
pub use monitoring::{Metric, MetricKind};
pub use retry::{Retry, Verdict};
pub use support::Support;
pub use tables::{Code, Entry, Exception, Label, Link, Locale, Source};
