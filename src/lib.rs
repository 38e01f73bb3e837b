//! Every error of the OpenAI API, compiled in: codes, the API's real messages,
//! causes and solutions in several languages, and whether to retry.
//!
//! ```
//! use openai_error_catalog::{Catalog, Code, Locale, Verdict};
//!
//! let found = Catalog::by_status_and_message(
//!     429,
//!     "You exceeded your current quota, please check your plan and billing details.",
//! ).unwrap();
//! assert_eq!(found.code(), Code::QuotaExceeded);
//! assert_eq!(found.verdict(), Verdict::Stop); // a 429 that no retry mends
//! println!("{}", found.entry().solution(Locale::from_tag("zh-CN").unwrap_or_default()));
//! ```
//!
//! # You have, and ask
//!
//! | You have | Ask |
//! |---|---|
//! | a status and a message | [`Catalog::by_status_and_message`] |
//! | a whole response, with its headers | [`Catalog::classify`] |
//! | the bytes of a body | `ErrorBody::parse` (feature `json`), then `classify` |
//! | the status and headers of reqwest, hyper, or axum | `ErrorResponse::http` (feature `http`) |
//! | an error of any library, with its sources | `Catalog::explain_error` (feature `alloc`) |
//! | what somebody pasted or logged | [`Catalog::explain`] |
//! | a message, a status, `error.code`, or an exception's name alone | [`Catalog::by_message`], [`Catalog::by_status`], [`Catalog::by_api_code`], [`Catalog::by_exception`] |
//! | words of a person who has no message | [`Catalog::search`] |
//! | the reader's language | [`Locale::from_tag`], [`Locale::negotiate`] |
//!
//! The answer is a [`Match`]. [`Match::diagnosis`] is the same without the message, to store and to return;
//! [`Match::scope`] says what has to change, and where to turn; [`Code::entry`] has all that is known of an error.
//! [`Support`] says what to send to support, [`Metric`] what to monitor.
//!
//! # A retry loop
//!
//! [`RetrySchedule`] holds the waits of one call, whatever errors it meets. Sleep and clock are yours.
//!
//! ```
//! use openai_error_catalog::{Catalog, Diagnosis, RetrySchedule};
//! # use core::time::Duration;
//! # fn send() -> Result<&'static str, (u16, &'static str)> { Err((429, "You exceeded your current quota.")) }
//! # fn sleep(_: Duration) {}
//!
//! fn call() -> Result<&'static str, Option<Diagnosis>> {
//!     let mut schedule = RetrySchedule::new();
//!     loop {
//!         let (status, message) = match send() {
//!             Ok(answer) => return Ok(answer),
//!             Err(failed) => failed,
//!         };
//!         let failure = Catalog::by_status_and_message(status, message).map(Diagnosis::from);
//!         match failure.and_then(|failure| schedule.next_wait(failure)) {
//!             Some(wait) => sleep(wait),
//!             None => return Err(failure),
//!         }
//!     }
//! }
//! assert_eq!(call().unwrap_err().unwrap().to_string(), "Quota exhausted (quota_exceeded, 429): don't retry");
//! ```
//!
//! # How a message is matched
//!
//! 1. A pattern is matched from the message's first character on, never
//!    searched for. What a request said and the API repeats decides nothing.
//! 2. ASCII case and runs of white space don't matter, nor does a closing full
//!    stop, nor what follows the pattern, as long as something new begins
//!    there: punctuation, a bracket, a new line.
//! 3. `{placeholders}` are captured as pieces of the message ([`Match::value`]).
//! 4. The pattern with the most literal text wins, whatever file it stands in.
//!    One that begins with a placeholder is tried only if none that begins
//!    with text matches.
//! 5. If nothing matches, what a client puts in front (`Error code: 429 - `)
//!    is taken off, layer by layer, and the rest is looked up.
//! 6. Numbers in the message may make another error of it: a rate limit whose
//!    `requested` is above its `limit` is [`Code::RequestTooLarge`].
//!
//! At most [`Catalog::MESSAGE_LIMIT`] bytes of a message are read, in time
//! linear in them. A trie of the patterns' first words leads to the few that
//! may match, and each of those is tried by itself.
//!
//! # What is stable
//!
//! Slugs ([`Code::as_str`]) and the names of exceptions, languages, values,
//! metrics, retry policies, and labels only ever grow; an entry is retired
//! ([`Entry::is_retired`]), never removed, and keeps answering.
//! Texts, patterns, the numbers of retry policies, and which pattern finds a
//! message may change in a patch release: they are data, with a date
//! ([`Catalog::CHECKED`]) and a source each.
//!
//! # Features
//!
//! - `std` (default): turns on `alloc`; `http` and `http-date` need it.
//! - `alloc`: `OwnedMatch` and `Catalog::explain_error`.
//! - `json`: `ErrorBody`, a response body's bytes to an [`ErrorResponse`]; needs `alloc`, costs serde_json.
//! - `http`: `ErrorResponse::http`, for the types of reqwest, hyper, and axum; costs http.
//! - `http-date`: dates in `Retry-After`; costs httpdate.
//! - `serde`: `Serialize` and `Deserialize` for names, policies, diagnoses, and owned matches.
//! - `cli`: the program `openai-errors`.
//!
//! The library is `no_std` and doesn't allocate. Each language costs its texts:
//! see the README for the bytes.
//!
//! # Targets
//!
//! The answers are the same on 32-bit and 64-bit targets of either byte order,
//! whatever machine compiles for them. The build script writes tables as Rust
//! source, and as bytes with the lowest first: nothing in them has the width or
//! the byte order of the machine that built them. Their numbers become a `usize`
//! only to index and to count, and a target where that has fewer than 32 bits is
//! refused. Eight bytes of a message become a number with
//! `u64::from_le_bytes`, the hash of names is a portable one, and no pointer is
//! cast.

#![cfg_attr(not(any(test, fuzzing)), no_std)]
#![cfg_attr(docsrs, feature(doc_cfg))]
#![forbid(unsafe_code)]
#![warn(missing_docs)]

#[cfg(all(feature = "std", not(any(test, fuzzing))))]
extern crate std;

#[cfg(feature = "alloc")]
extern crate alloc;

#[cfg(feature = "json")]
mod body;
mod catalog;
mod category;
mod classify;
mod code;
mod date;
mod delays;
mod diagnosis;
mod entry;
mod exception;
#[doc(hidden)]
pub mod export;
mod field_wait;
mod found;
pub mod iter;
#[cfg(feature = "json")]
mod json;
mod label;
mod locale;
// The compiler uses more of it: it builds what is read here.
#[cfg_attr(not(test), allow(dead_code))]
mod matcher;
mod monitoring;
mod name;
mod paste;
mod response;
mod retry;
mod schedule;
mod scope;
mod search;
mod secret;
#[cfg(feature = "serde")]
mod serialize;
mod similar;
mod support;
mod tables;
mod value;
mod wait;
#[cfg_attr(not(test), allow(dead_code))] // Likewise.
mod words;

/// What fuzz targets see of the inside: cargo-fuzz sets the `cfg`.
#[cfg(fuzzing)]
#[doc(hidden)]
pub mod fuzzing {
    /// The steps that lookups take inside of `work`.
    pub fn steps(work: impl FnOnce()) -> usize {
        crate::matcher::steps::taken(work)
    }

    /// How the matcher's answer differs from the reference's, if it does.
    pub fn difference(text: &str, status: Option<u16>) -> Option<String> {
        crate::oracle::compare_with_catalog(text, status).err()
    }
}

/// What the reference needs of the compiler.
#[cfg(fuzzing)]
#[allow(dead_code)]
mod compiler {
    pub mod pattern;
    pub mod problem;
}
#[cfg(fuzzing)]
#[path = "matcher/tests/oracle/mod.rs"]
mod oracle;

#[cfg(test)]
mod compiler;
// Beside the compiler, which xtask tests without the rest.
#[cfg(test)]
#[path = "compiler/tests.rs"]
mod compiler_tests;
#[cfg(test)]
mod leave_one_out;
// Beside the matcher, which the build script and a benchmark compile without the rest.
#[cfg(test)]
#[path = "matcher/tests/mod.rs"]
mod matcher_tests;

#[cfg(feature = "json")]
pub use body::ErrorBody;
pub use catalog::Catalog;
pub use category::Category;
pub use code::UnknownName;
pub use date::Date;
pub use delays::Delays;
pub use diagnosis::Diagnosis;
#[cfg(feature = "alloc")]
pub use diagnosis::OwnedMatch;
pub use entry::{ExampleKind, Message};
pub use found::{Match, MatchKind, Reason};
pub use monitoring::{Metric, MetricKind};
pub use response::ErrorResponse;
pub use retry::{Jitter, RetryPolicy, RetrySentence, Verdict};
pub use schedule::RetrySchedule;
pub use scope::Scope;
pub use secret::Masked;
pub use support::Support;
pub use tables::{Code, Entry, Example, Exception, Link, Locale, Source, Value};

#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
