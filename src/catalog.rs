//! `Catalog`: every lookup starts here.

use crate::entry::code::Code;
use crate::entry::date::Date;
use crate::entry::exception::{self, Exception};
use crate::entry::wrapper::{Wrapper, Wrappers};
use crate::entry::{NEWEST_CHECK, code_index};
use crate::lookup::captured::WAIT_PHRASES;
use crate::lookup::foreign::{is_weak, surroundings_fit};
use crate::lookup::matched::Match;
use crate::lookup::response::ErrorResponse;
use crate::lookup::search::{self, SearchResults};
use crate::lookup::{classify, explain, find};
use crate::matcher::window::WINDOW;

/// How many causes of an error are read: a chain that leads back to itself must end.
#[cfg(feature = "alloc")]
const MAX_SOURCES: usize = 16;

/// The catalog. All lookups are functions of this type; none of them
/// allocates, parses, or panics.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Catalog;

impl Catalog {
    /// The day on which facts of the catalog were last compared with their
    /// sources, as `2026-11-20`: the version of the data.
    pub const CHECKED: Date = Date::new(NEWEST_CHECK);

    /// The maximum number of bytes of a message that a lookup reads.
    pub const MESSAGE_LIMIT: usize = WINDOW;

    /// The maximum number of codes that a search returns.
    pub const SEARCH_LIMIT: usize = search::RESULTS;

    /// The main entry point: an HTTP status, and the message that came with it
    /// (`error.message` of the body).
    ///
    /// The first of these that matches:
    /// 1. a message pattern of an error that comes with this status;
    /// 2. a message pattern of a different error, since proxies rewrite statuses
    ///    ([`MatchKind::MessageOtherStatus`](crate::MatchKind::MessageOtherStatus));
    /// 3. the status's general error ([`MatchKind::Status`](crate::MatchKind::Status));
    /// 4. `None`.
    ///
    /// ```
    /// use openai_error_catalog::{Catalog, Code, Verdict};
    ///
    /// let found = Catalog::by_status_and_message(
    ///     429,
    ///     "You exceeded your current quota, please check your plan and billing details.",
    /// ).unwrap();
    /// assert_eq!(found.code(), Code::QuotaExceeded);
    /// assert_eq!(found.verdict(), Verdict::Stop); // never retry it, although it is a 429
    ///
    /// assert!(Catalog::by_status_and_message(418, "I'm a teapot").is_none());
    /// ```
    #[must_use]
    pub fn by_status_and_message(status: u16, message: &str) -> Option<Match<'_>> {
        let found = find::find(Some(status), message);
        classify::by_words(found, Some(status), message).or_else(|| find::by_default(status, message))
    }

    /// A message whose status is not known. There is no default and no guess: a
    /// text that is not one of the API's messages is `None`. So is a phrase that
    /// many programs use ("Bad Request: ...") if the words around it do not speak
    /// for this API. If the text surely comes from this API, use
    /// [`Catalog::classify`], which guesses if no pattern matches.
    ///
    /// ```
    /// use openai_error_catalog::{Catalog, Code};
    /// let found = Catalog::by_message("The model `gpt-5o` does not exist").unwrap();
    /// assert_eq!(found.code(), Code::ModelNotFound);
    /// assert_eq!(found.value("model"), Some("gpt-5o"));
    /// // Words of the request that the API repeats don't count.
    /// assert_ne!(Catalog::by_message("Invalid value: 'rate limit'").map(|m| m.code()), Some(Code::RateLimitReached));
    /// assert!(Catalog::by_message("all is well").is_none());
    /// ```
    #[must_use]
    pub fn by_message(message: &str) -> Option<Match<'_>> {
        find::find(None, message).filter(|found| !is_weak(found) || surroundings_fit(message, found))
    }

    /// Everything that a response contains.
    ///
    /// Structured fields take precedence over words, in this order:
    /// 1. `error.code`, if an error claims it. A message that was recognized
    ///    overrides it if the code is vague (`invalid_value`), if the message's
    ///    error is known to come with it ("Request too large" with
    ///    `rate_limit_exceeded`), or if waiting could fix the code's error and
    ///    can't fix the message's.
    /// 2. `error.type`, if it is as definite as a code (`insufficient_quota`).
    /// 3. The message, as in [`Catalog::by_status_and_message`]. So a quota text
    ///    with the vague type `requests` is an exhausted quota. A message that
    ///    says no more than the status's name gives way to a type that does.
    /// 4. A vague `error.code` without a message that says more.
    /// 5. `error.type` together with a status that its error comes with: the
    ///    type `server_error` on a 413 means nothing.
    /// 6. The status's general error.
    ///
    /// [`Match::kind`] says what decided; [`Match::verdict`] and
    /// [`Match::retry_after`] use the headers.
    ///
    /// ```
    /// use openai_error_catalog::{Catalog, Code, ErrorResponse, MatchKind};
    /// let response = ErrorResponse::new()
    ///     .status(400)
    ///     .api_type("image_generation_user_error")
    ///     .api_code("invalid_value")
    ///     .message("The model 'gpt-image-2' does not exist.");
    /// let found = Catalog::classify(&response).unwrap();
    /// assert_eq!((found.code(), found.kind()), (Code::ModelNotFound, MatchKind::Message));
    /// ```
    #[must_use]
    pub fn classify<'a>(response: &ErrorResponse<'a>) -> Option<Match<'a>> {
        classify::classify(response)
    }

    /// Text that a person pastes, or from a log: a client's printed error, a JSON
    /// body or an event of a stream, a traceback with the error in its last
    /// line, an HTML page, any of them with a log's time stamp before it, cut
    /// off, or inside one another.
    ///
    /// Of nested errors it finds the innermost. The status
    /// is taken from the text if it is there, and so are `code`, `type`, and
    /// `param`. What counts, in this order:
    /// 1. the last value of a key such as `message` that is recognized, together
    ///    with the status, the code, and the type of the text;
    /// 2. the place in the text where the most words of a message are
    ///    recognized: at the start, at the start of a line, after a colon, a
    ///    dash, or a bracket, in quotation marks;
    /// 3. a code or a type that is known; 4. the name of an exception; 5. the status.
    ///
    /// Unlike [`Catalog::by_message`], this searches the text: use it
    /// for what people paste, not for a field that contains only the message.
    ///
    /// ```
    /// use openai_error_catalog::{Catalog, Code};
    /// let found = Catalog::explain(
    ///     "openai.RateLimitError: Error code: 429 - {'error': {'message': 'You exceeded your current \
    ///      quota, please check your plan and billing details.', 'type': 'insufficient_quota', \
    ///      'param': None, 'code': 'insufficient_quota'}}",
    /// ).unwrap();
    /// assert_eq!((found.code(), found.status()), (Code::QuotaExceeded, Some(429)));
    /// ```
    #[must_use]
    #[inline]
    pub fn explain(text: &str) -> Option<Match<'_>> {
        explain::explain(text, None)
    }

    /// The same with a status that is known from elsewhere: it takes precedence over one
    /// in the text.
    ///
    /// ```
    /// use openai_error_catalog::{Catalog, Code};
    /// let found = Catalog::explain_with_status(502, "<html>an unknown page</html>").unwrap();
    /// assert_eq!(found.code(), Code::BadGateway);
    /// ```
    #[must_use]
    #[inline]
    pub fn explain_with_status(status: u16, text: &str) -> Option<Match<'_>> {
        explain::explain(text, Some(status))
    }

    /// The meaning of an error of any library: it and its causes ([`Error::source`](core::error::Error::source)) are joined
    /// to one text, the outermost first, which is looked up as by [`Catalog::explain`]. If one of them is a
    /// [`Diagnosis`](crate::Diagnosis) or an [`OwnedMatch`](crate::OwnedMatch), the answer is that. `None` if no error
    /// of the catalog matches.
    ///
    /// ```
    /// use openai_error_catalog::{Catalog, Code};
    /// use std::io;
    /// // As in HTTP clients: the real cause is in the source.
    /// let inner = io::Error::new(io::ErrorKind::ConnectionRefused, "tcp connect error: Connection refused (os error 111)");
    /// let outer = io::Error::other(inner);
    /// let found = Catalog::explain_error(&outer).unwrap();
    /// assert_eq!(found.code(), Code::ConnectionError);
    /// ```
    #[cfg(feature = "alloc")]
    #[must_use]
    pub fn explain_error(error: &(dyn core::error::Error + 'static)) -> Option<crate::OwnedMatch> {
        let mut text = alloc::string::String::new();
        let mut next = Some(error);
        for _ in 0..MAX_SOURCES {
            let Some(error) = next else { break };
            if let Some(known) = error.downcast_ref::<crate::OwnedMatch>() {
                return Some(known.clone());
            }
            if let Some(diagnosis) = error.downcast_ref::<crate::Diagnosis>() {
                return Some((*diagnosis).into());
            }
            let words = alloc::string::ToString::to_string(error);
            // Some errors repeat their source in their own words.
            if !text.ends_with(words.as_str()) {
                if !text.is_empty() {
                    text.push_str(": ");
                }
                text.push_str(&words);
            }
            next = error.source();
        }
        Catalog::explain(&text).map(Match::into_owned)
    }

    /// The errors that come with a status, its general one first; empty if none does.
    ///
    /// ```
    /// use openai_error_catalog::{Catalog, Code};
    /// let codes = Catalog::by_status(429);
    /// assert_eq!(codes[0], Code::RateLimitReached);
    /// assert!(codes.contains(&Code::QuotaExceeded));
    /// assert!(Catalog::by_status(200).is_empty());
    /// ```
    #[must_use]
    pub fn by_status(status: u16) -> &'static [Code] {
        code_index::by_status(status)
    }

    /// The errors for a value of the API's `error.code` or `error.type`: first
    /// those that it means, then those that it was seen with, then those with this
    /// type. Empty if no error has it.
    ///
    /// ```
    /// use openai_error_catalog::{Catalog, Code};
    /// assert_eq!(Catalog::by_api_code("insufficient_quota")[0], Code::QuotaExceeded);
    /// assert!(Catalog::by_api_code("no_such_code").is_empty());
    /// // Gateways change the case of codes; ASCII case doesn't matter.
    /// assert_eq!(Catalog::by_api_code("Insufficient_Quota"), Catalog::by_api_code("insufficient_quota"));
    /// ```
    #[must_use]
    pub fn by_api_code(code: &str) -> &'static [Code] {
        code_index::by_api_code(code)
    }

    /// What clients and gateways put before the API's words. Lookups strip
    /// it automatically.
    ///
    /// ```
    /// use openai_error_catalog::Catalog;
    /// assert!(Catalog::wrappers().any(|wrapper| wrapper.pattern() == "litellm.{exception}: "));
    /// ```
    #[doc(hidden)]
    pub fn wrappers() -> Wrappers {
        Wrapper::all()
    }

    /// The words before a wait, in lower case, for messages whose pattern
    /// doesn't capture one: the first of them that a duration follows counts.
    ///
    /// ```
    /// use openai_error_catalog::Catalog;
    /// assert!(Catalog::wait_phrases().contains(&"try again in"));
    /// ```
    #[doc(hidden)]
    #[must_use]
    pub fn wait_phrases() -> &'static [&'static str] {
        &WAIT_PHRASES
    }

    /// The exception type of a client library, by its name: with or without its
    /// module, with or without the colon of a traceback, also by older names.
    /// `None` if no exception has the name.
    ///
    /// ```
    /// use openai_error_catalog::{Catalog, Exception};
    /// assert_eq!(Catalog::by_exception("RateLimitError"), Some(Exception::RateLimitError));
    /// assert_eq!(Catalog::by_exception("openai.RateLimitError:"), Some(Exception::RateLimitError));
    /// assert_eq!(Catalog::by_exception("openai.error.InvalidRequestError"), Some(Exception::BadRequestError));
    /// assert_eq!(Catalog::by_exception("KeyError"), None);
    /// ```
    #[must_use]
    pub fn by_exception(name: &str) -> Option<Exception> {
        exception::by_name(name)
    }

    /// The errors that fit words best, best first, at most
    /// [`Catalog::SEARCH_LIMIT`]; none if nothing fits.
    ///
    /// The words are looked for in names, texts, and message patterns, in all
    /// languages at the same time, with or without spaces between them. Case doesn't
    /// matter. A word counts more the fewer errors have it, and more in a title
    /// than in a cause; other forms of a word ("overload" for "overloaded")
    /// count less than the word. A status is a word. The whole name of an
    /// error, an API code, or an exception takes precedence over everything else.
    ///
    /// At most the first 256 bytes and 16 words are read. A search reads all
    /// texts of the catalog, which takes one millisecond to a dozen, the most with all languages: it is for a person
    /// who waits, not for a log, and a program that calls it contains the patterns
    /// as text. To find the error of a message use [`Catalog::explain`].
    ///
    /// ```
    /// use openai_error_catalog::{Catalog, Code};
    /// assert_eq!(Catalog::search("no money left on the account").next(), Some(Code::QuotaExceeded));
    /// assert_eq!(Catalog::search("速率限制").next(), Some(Code::RateLimitReached));
    /// assert_eq!(Catalog::search("503").next(), Some(Code::ServiceUnavailable));
    /// assert_eq!(Catalog::search("xyzzy").next(), None);
    /// ```
    #[inline]
    pub fn search(words: &str) -> SearchResults {
        search::search(words)
    }
}
