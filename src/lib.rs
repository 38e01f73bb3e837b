//! The errors of the OpenAI API, Azure OpenAI, and compatible servers, compiled into
//! your program: message patterns, causes and solutions in several languages, and
//! whether to retry.
//!
//! ```
//! use openai_error_catalog::{Catalog, Code, Locale, Verdict};
//!
//! let found = Catalog::by_status_and_message(
//!     429,
//!     "You exceeded your current quota, please check your plan and billing details.",
//! ).unwrap();
//! assert_eq!(found.code(), Code::QuotaExceeded);
//! assert_eq!(found.verdict(), Verdict::Stop); // a 429 that a retry won't fix
//! println!("{}", found.entry().solution(Locale::from_tag("zh-CN").unwrap_or_default()));
//! ```
//!
//! # Entry points
//!
//! | You have | Call |
//! |---|---|
//! | a status and a message | [`Catalog::by_status_and_message`] |
//! | a response, with its headers | [`Catalog::classify`] |
//! | the bytes of a body | `ErrorBody::parse` (feature `json`), then `classify` |
//! | the status and headers of reqwest, hyper, or axum | `ErrorResponse::http` (feature `http`) |
//! | an error value from any library | `Catalog::explain_error` (feature `alloc`), which also reads its `source()` chain |
//! | text that somebody pasted or logged | [`Catalog::explain`] |
//! | only a message, a status, an `error.code`, or an exception's name | [`Catalog::by_message`], [`Catalog::by_status`], [`Catalog::by_api_code`], [`Catalog::by_exception`] |
//! | words to search for, instead of a message | [`Catalog::search`] |
//! | the reader's language | [`Locale::from_tag`], [`Locale::negotiate`] |
//!
//! The result is a [`Match`]. [`Match::diagnosis`] returns the same facts without the
//! message, so that you can store and return them. [`Match::scope`] says what has to
//! change if a retry can't help. [`Code::entry`] returns everything that is known about
//! an error. [`Support`] says what to send to support, and [`Metric`] what to monitor.
//!
//! # A retry loop
//!
//! A [`RetrySchedule`] says how long to wait between the attempts of one call, even if
//! each attempt fails with a different error. Your program does the waiting.
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
//! 1. A pattern is a message in the API's own words. It has to match from the first
//!    character of the message; it is never searched for. So a lookup isn't misled when
//!    the API quotes your request.
//! 2. ASCII case, runs of whitespace, and a full stop at the end don't matter. More
//!    text may follow if it begins with punctuation, a bracket, or a new line.
//! 3. `{placeholders}` capture parts of the message ([`Match::value`]).
//! 4. If several patterns match, the one with the most literal text wins. Patterns that begin with a placeholder are
//!    tried only if no other pattern matches.
//! 5. If nothing matches, text that a client puts in front of the message (`Error code: 429 - `) is removed, and the
//!    rest is looked up. This is repeated if needed.
//! 6. Numbers in the message can make it a different error: a rate limit whose `requested` is greater than its `limit`
//!    is [`Code::RequestTooLarge`].
//! 7. If there is still no match, a word model guesses ([`MatchKind::Similar`]). Without a status it guesses only if
//!    the words are typical of this API. [`Catalog::by_message`] never guesses.
//!
//! A lookup reads at most [`Catalog::MESSAGE_LIMIT`] bytes of a message, and takes time
//! linear in their number.
//!
//! # What is stable
//!
//! Slugs ([`Code::as_str`]) and the names of exceptions, languages, values, metrics,
//! retry policies, and labels are never removed or renamed; new ones may be added.
//! An entry that is out of date is marked as retired ([`Entry::is_retired`]), and
//! lookups still find it. A patch release may change texts, patterns, the numbers of
//! retry policies, and which pattern matches a message. [`Catalog::CHECKED`] is the date
//! of the data; each entry lists its sources.
//!
//! # Features
//!
//! - `std` (default): turns on `alloc`. The features `http` and `http-date` turn `std` on.
//! - `alloc`: `OwnedMatch` and `Catalog::explain_error`; needs an allocator.
//! - `json`: `ErrorBody`, which parses the bytes of a response body; needs `alloc` and serde_json.
//! - `http`: `ErrorResponse::http`, for the types of reqwest, hyper, and axum; needs `std` and http.
//! - `http-date`: dates in `Retry-After`; needs `std` and httpdate.
//! - `serde`: `Serialize` and `Deserialize` for names, policies, diagnoses, and owned matches.
//! - `en` and `zh-hans` (both default), and one feature for each other language: the texts in that language, and its
//!   variant of [`Locale`]. `all-languages` turns on all of them.
//! - `cli`: the program `openai-errors`.
//!
//! With `default-features = false`, the library needs neither `std` nor an allocator.
//! Lookups don't allocate. The README says how much each language adds to a program.
//!
//! # Targets
//!
//! The answers are the same on 32-bit and 64-bit targets of either byte order, no matter which machine compiles the
//! crate. A target whose `usize` has fewer than 32 bits is rejected at compile time.

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
// The library only reads the tables. The build script also compiles this module, and uses the code that builds them.
#[cfg_attr(not(test), allow(dead_code))]
mod matcher;
mod name;
mod retry;
mod secret;
#[cfg(feature = "serde")]
mod serialize;
mod span;
mod text;
mod units;
mod wait;
// For the same reason as `matcher`.
#[cfg_attr(not(test), allow(dead_code))]
mod words;

/// Internals for the fuzz targets. cargo-fuzz sets this `cfg`.
#[cfg(fuzzing)]
#[doc(hidden)]
pub mod fuzzing {
    /// How many steps the lookups in `work` take.
    pub fn steps(work: impl FnOnce()) -> usize {
        crate::matcher::steps::taken(work)
    }

    /// How the matcher's answer differs from that of the reference; `None` if it doesn't.
    pub fn difference(text: &str, status: Option<u16>) -> Option<String> {
        crate::oracle::compare_with_catalog(text, status).err()
    }
}

/// The part of the compiler that the reference matcher needs.
#[cfg(fuzzing)]
#[allow(dead_code)]
mod compiler {
    pub mod patterns {
        pub mod syntax;
    }
    pub mod problem;
}
#[cfg(fuzzing)]
#[path = "matcher/tests/oracle/mod.rs"]
mod oracle;

#[cfg(test)]
mod compiler;
// Not in the compiler's own module, because xtask compiles and tests that without the rest of the crate.
#[cfg(test)]
#[path = "compiler/tests.rs"]
mod compiler_tests;
// Not in the matcher's own module, because the build script and a benchmark compile that without the rest of the crate.
#[cfg(test)]
#[path = "matcher/tests/mod.rs"]
mod matcher_tests;

pub use catalog::Catalog;
pub use entry::Entry;
pub use entry::category::Category;
pub use entry::code::Code;
pub use entry::date::Date;
pub use entry::example::{Example, ExampleKind};
pub use entry::exception::Exception;
pub use entry::message::Message;
pub use entry::scope::Scope;
pub use entry::source::Source;
pub use entry::value::Value;
#[cfg(feature = "json")]
pub use lookup::body::ErrorBody;
pub use lookup::diagnosis::Diagnosis;
pub use lookup::match_kind::MatchKind;
pub use lookup::matched::Match;
#[cfg(feature = "alloc")]
pub use lookup::owned::OwnedMatch;
pub use lookup::reason::Reason;
pub use lookup::response::ErrorResponse;
pub use name::UnknownName;
pub use retry::delays::Delays;
pub use retry::jitter::Jitter;
pub use retry::policy::{RetryPolicy, RetrySentence};
pub use retry::schedule::RetrySchedule;
pub use retry::verdict::Verdict;
pub use secret::Masked;
pub use text::link::Link;
pub use text::locale::Locale;
pub use text::monitoring::{Metric, MetricKind};
pub use text::support::Support;

#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
