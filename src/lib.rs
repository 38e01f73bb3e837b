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
//! assert_eq!(found.verdict(), Verdict::Stop); // a 429 that retrying can't fix
//! println!("{}", found.entry().solution(Locale::from_tag("zh-CN").unwrap_or_default()));
//! ```
//!
//! # Which function to call
//!
//! | You have | Call |
//! |---|---|
//! | a status and a message | [`Catalog::by_status_and_message`] |
//! | a whole response, with its headers | [`Catalog::classify`] |
//! | the bytes of a body | `ErrorBody::parse` (feature `json`), then `classify` |
//! | the status and headers of reqwest, hyper, or axum | `ErrorResponse::http` (feature `http`) |
//! | an error of any library, with its sources | `Catalog::explain_error` (feature `alloc`) |
//! | what somebody pasted or logged | [`Catalog::explain`] |
//! | a message, a status, `error.code`, or an exception's name alone | [`Catalog::by_message`], [`Catalog::by_status`], [`Catalog::by_api_code`], [`Catalog::by_exception`] |
//! | a person's words, but no message | [`Catalog::search`] |
//! | the reader's language | [`Locale::from_tag`], [`Locale::negotiate`] |
//!
//! The answer is a [`Match`]. [`Match::diagnosis`] is the same without the message, to store or return;
//! [`Match::scope`] says what has to change, and where to turn; [`Code::entry`] has everything that is known about an
//! error. [`Support`] says what to send to support, [`Metric`] what to monitor.
//!
//! # A retry loop
//!
//! [`RetrySchedule`] plans the waits of one call, whatever errors occur. You provide the sleep and the clock.
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
//!    searched for. Words of the request that the API repeats don't count.
//! 2. ASCII case and runs of whitespace don't matter, nor does a closing full
//!    stop, nor what follows the pattern, as long as something new begins
//!    there: punctuation, a bracket, a new line.
//! 3. `{placeholders}` are captured as pieces of the message ([`Match::value`]).
//! 4. The pattern with the most literal text wins, whatever file it is in.
//!    One that begins with a placeholder is tried only if none that begins
//!    with text matches.
//! 5. If nothing matches, what a client puts before it (`Error code: 429 - `)
//!    is stripped, layer by layer, and the rest is looked up.
//! 6. Numbers in the message may make it a different error: a rate limit whose
//!    `requested` is greater than its `limit` is [`Code::RequestTooLarge`].
//!
//! At most [`Catalog::MESSAGE_LIMIT`] bytes of a message are read, in time
//! linear in them. A trie of the patterns' first words leads to the few that
//! may match, and each of those is tried on its own.
//!
//! # What is stable
//!
//! Slugs ([`Code::as_str`]) and the names of exceptions, languages, values,
//! metrics, retry policies, and labels only ever grow; an entry is retired
//! ([`Entry::is_retired`]), never removed, and can still be looked up.
//! Texts, patterns, the numbers of retry policies, and which pattern finds a
//! message may change in a patch release: they are data, each with a date
//! ([`Catalog::CHECKED`]) and a source.
//!
//! # Features
//!
//! - `std` (default): turns on `alloc`; `http` and `http-date` need it.
//! - `alloc`: `OwnedMatch` and `Catalog::explain_error`.
//! - `json`: `ErrorBody`, a response body's bytes to an [`ErrorResponse`]; needs `alloc`, depends on serde_json.
//! - `http`: `ErrorResponse::http`, for the types of reqwest, hyper, and axum; depends on http.
//! - `http-date`: dates in `Retry-After`; depends on httpdate.
//! - `serde`: `Serialize` and `Deserialize` for names, policies, diagnoses, and owned matches.
//! - `cli`: the program `openai-errors`.
//!
//! The library is `no_std` and doesn't allocate. Each language adds the size of its texts,
//! which the README lists.
//!
//! # Targets
//!
//! The answers are the same on 32-bit and 64-bit targets of either byte order,
//! whatever machine compiles for them. The build script writes tables as Rust
//! source and as little-endian bytes: nothing in them depends on the width or
//! the byte order of the machine that built them. Their numbers become a `usize`
//! only to index and to count, and targets where it has fewer than 32 bits are
//! rejected. Eight bytes of a message become a number with
//! `u64::from_le_bytes`, the hash of names is portable, and no pointer is
//! cast.

#![cfg_attr(not(any(test, fuzzing)), no_std)]
#![cfg_attr(docsrs, feature(doc_cfg))]
#![forbid(unsafe_code)]
#![warn(missing_docs)]

#[cfg(all(feature = "std", not(any(test, fuzzing))))]
extern crate std;

#[cfg(feature = "alloc")]
extern crate alloc;

mod catalog;
mod entry;
#[doc(hidden)]
pub mod export;
pub mod iter;
mod lookup;
// The compiler uses the rest: it builds what is read here.
#[cfg_attr(not(test), allow(dead_code))]
mod matcher;
mod retry;
#[cfg(feature = "serde")]
mod serialize;
mod tables;
mod text;
mod wait;
#[cfg_attr(not(test), allow(dead_code))] // The same.
mod words;

/// The internals that fuzz targets see: cargo-fuzz sets the `cfg`.
#[cfg(fuzzing)]
#[doc(hidden)]
pub mod fuzzing {
    /// The steps that lookups take inside `work`.
    pub fn steps(work: impl FnOnce()) -> usize {
        crate::matcher::steps::taken(work)
    }

    /// How the matcher's answer differs from the reference's, if it does.
    pub fn difference(text: &str, status: Option<u16>) -> Option<String> {
        crate::oracle::compare_with_catalog(text, status).err()
    }
}

/// What the reference needs from the compiler.
#[cfg(fuzzing)]
#[allow(dead_code)]
mod compiler {
    pub mod patterns {
        pub mod language;
    }
    pub mod problem;
}
#[cfg(fuzzing)]
#[path = "matcher/tests/oracle/mod.rs"]
mod oracle;

#[cfg(test)]
mod compiler;
// Separate from the compiler, which xtask tests without the rest.
#[cfg(test)]
#[path = "compiler/tests.rs"]
mod compiler_tests;
// Separate from the matcher, which the build script and a benchmark compile without the rest.
#[cfg(test)]
#[path = "matcher/tests/mod.rs"]
mod matcher_tests;

pub use catalog::Catalog;
pub use entry::category::Category;
pub use entry::code::UnknownName;
pub use entry::date::Date;
pub use entry::scope::Scope;
pub use entry::{ExampleKind, Message};
#[cfg(feature = "json")]
pub use lookup::body::ErrorBody;
pub use lookup::diagnosis::Diagnosis;
#[cfg(feature = "alloc")]
pub use lookup::diagnosis::OwnedMatch;
pub use lookup::matched::{Match, MatchKind, Reason};
pub use lookup::response::ErrorResponse;
pub use lookup::secret::Masked;
pub use retry::delays::Delays;
pub use retry::policy::{Jitter, RetryPolicy, RetrySentence, Verdict};
pub use retry::schedule::RetrySchedule;
pub use tables::{Code, Entry, Example, Exception, Link, Locale, Source, Value};
pub use text::monitoring::{Metric, MetricKind};
pub use text::support::Support;

#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
