//! `Catalog`: every lookup starts here.

use crate::entry::code::Code;
use crate::entry::date::Date;
use crate::entry::exception::{self, Exception};
use crate::entry::wrapper::{Wrapper, Wrappers};
use crate::entry::{NEWEST_CHECK, code_index};
use crate::lookup::foreign::{context_fits, is_generic};
use crate::lookup::matched::Match;
use crate::lookup::response::ErrorResponse;
use crate::lookup::search::{self, SearchResults};
use crate::lookup::values::WAIT_PHRASES;
use crate::lookup::{classify, explain, find};
use crate::matcher::window::WINDOW;

/// The maximum number of sources that are read: a chain of sources may contain a cycle.
#[cfg(feature = "alloc")]
const MAX_SOURCES: usize = 16;

/// The catalog. All lookups are functions of this type; none of them
/// allocates, parses, or panics.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Catalog;

impl Catalog {
    /// The latest day on which facts of the catalog were compared with their sources. It serves as the version of the
    /// data.
    pub const CHECKED: Date = Date::new(NEWEST_CHECK);

    /// The maximum number of bytes that a lookup reads of a message.
    pub const MESSAGE_LIMIT: usize = WINDOW;

    /// The maximum number of codes that a search returns.
    pub const SEARCH_LIMIT: usize = search::RESULTS;

    /// The main entry point: finds the error for an HTTP status and the message that came with it (`error.message` of
    /// the body).
    ///
    /// The first of these that applies is the answer:
    /// 1. the pattern of a message that comes with this status;
    /// 2. the pattern of a message that usually comes with a different status, since proxies rewrite statuses
    ///    ([`MatchKind::MessageOtherStatus`](crate::MatchKind::MessageOtherStatus));
    /// 3. a guess of the word model ([`MatchKind::Similar`](crate::MatchKind::Similar));
    /// 4. the status's general error ([`MatchKind::Status`](crate::MatchKind::Status)).
    ///
    /// `None` if none of them applies.
    ///
    /// ```
    /// use openai_error_catalog::{Catalog, Code, Verdict};
    ///
    /// let found = Catalog::by_status_and_message(
    ///     429,
    ///     "You exceeded your current quota, please check your plan and billing details.",
    /// ).unwrap();
    /// assert_eq!(found.code(), Code::QuotaExceeded);
    /// assert_eq!(found.verdict(), Verdict::Stop); // a retry can't help, although the status is 429
    ///
    /// assert!(Catalog::by_status_and_message(418, "I'm a teapot").is_none());
    /// ```
    #[must_use]
    pub fn by_status_and_message(status: u16, message: &str) -> Option<Match<'_>> {
        let found = find::find(Some(status), message);
        classify::by_words(found, Some(status), message).or_else(|| find::by_default(status, message))
    }

    /// Finds the error for a message whose status is not known. `None` if no pattern matches, or if the message is a
    /// phrase that many programs use ("Bad Request: ...") and the words around it don't suggest this API.
    ///
    /// This method never guesses. If you know that the text comes from this API, use [`Catalog::classify`], which
    /// guesses if no pattern matches.
    ///
    /// ```
    /// use openai_error_catalog::{Catalog, Code};
    /// let found = Catalog::by_message("The model `gpt-5o` does not exist").unwrap();
    /// assert_eq!(found.code(), Code::ModelNotFound);
    /// assert_eq!(found.value("model"), Some("gpt-5o"));
    /// // Words that the API quotes from the request don't count.
    /// assert_ne!(Catalog::by_message("Invalid value: 'rate limit'").map(|m| m.code()), Some(Code::RateLimitReached));
    /// assert!(Catalog::by_message("all is well").is_none());
    /// ```
    #[must_use]
    pub fn by_message(message: &str) -> Option<Match<'_>> {
        find::find(None, message).filter(|found| !is_generic(found) || context_fits(message, found))
    }

    /// Finds the error for a response, from everything that it contains; `None` if nothing in it is known.
    ///
    /// Structured fields take precedence over words, in this order:
    /// 1. `error.code`, if the catalog has it. A recognized message overrides it if the code is vague
    ///    (`invalid_value`), if the message's error is known to come with this code ("Request too large" with
    ///    `rate_limit_exceeded`), or if waiting could fix the code's error but can't fix the message's.
    /// 2. `error.type`, if it is as specific as a code (`insufficient_quota`).
    /// 3. The message, if a pattern matches it. So a quota message with the vague type `requests` is an exhausted
    ///    quota. A type takes precedence over a message that says no more than the status's name.
    /// 4. A vague `error.code`, if the status is not known, or is one that its error comes with.
    /// 5. A vague `error.type`, under the same condition: the type `server_error` on a 413 means nothing.
    /// 6. The status's general error.
    ///
    /// A guess of the word model takes precedence over 4 to 6.
    ///
    /// [`Match::kind`] says what decided. [`Match::verdict`] and [`Match::retry_after`] also use the headers.
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

    /// Finds the error in a text that a person pasted, or that is from a log: a client's printed error, a JSON body, an
    /// event of a stream, a traceback with the error in its last line, or an HTML page. Any of them may follow a log's
    /// time stamp, may be cut off, and may be inside another.
    ///
    /// If errors are nested, the innermost one counts. The status, `code`, `type`, and `param` are read from the text
    /// if it contains them. The first of these that is found decides:
    /// 1. the last recognized value of a key such as `message`, together with the status, the code, and the type in the
    ///    text;
    /// 2. the message whose pattern has the most literal text. It may begin at the start of the text or of a line,
    ///    after a colon, a dash, or a bracket, or in quotation marks;
    /// 3. a code or a type that is known;
    /// 4. a guess of the word model;
    /// 5. the name of an exception;
    /// 6. the status.
    ///
    /// `None` if the text contains none of them, or doesn't seem to be from this API.
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

    /// The same as [`Catalog::explain`], with a status that you know from elsewhere. It takes precedence over a status
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

    /// Finds the error for an error value of any library. The texts of this value and of its sources
    /// ([`Error::source`](core::error::Error::source)) are joined, the outermost first, and looked up as by
    /// [`Catalog::explain`]. If one of them is a [`Diagnosis`](crate::Diagnosis) or an
    /// [`OwnedMatch`](crate::OwnedMatch), that is the answer. `None` if no error of the catalog matches.
    ///
    /// ```
    /// use openai_error_catalog::{Catalog, Code};
    /// use std::io;
    /// // HTTP clients nest their errors like this: the real cause is in the source.
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
            // The text of some errors already contains the text of their source.
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

    /// The errors that come with a status, the general one first; empty if there are none.
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

    /// The errors for a value of the API's `error.code` or `error.type`: first those that have it in
    /// [`Entry::api_codes`](crate::Entry::api_codes), then in [`Entry::also_api_codes`](crate::Entry::also_api_codes),
    /// then in [`Entry::api_types`](crate::Entry::api_types). Empty if no error has it.
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

    /// The text that clients and gateways put in front of the API's words. Lookups remove it automatically.
    ///
    /// ```
    /// use openai_error_catalog::Catalog;
    /// assert!(Catalog::wrappers().any(|wrapper| wrapper.pattern() == "litellm.{exception}: "));
    /// ```
    #[doc(hidden)]
    pub fn wrappers() -> Wrappers {
        Wrapper::all()
    }

    /// The phrases that announce a wait, in lower case, for messages whose pattern doesn't capture one. The first
    /// phrase that is followed by a duration counts.
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

    /// The exception of the official Python client that has this name. The name may be an older one, its module may
    /// precede it, and a traceback's colon and message may follow it. `None` if no exception has the name.
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

    /// The errors that fit a person's words best, the best first: at most [`Catalog::SEARCH_LIMIT`], none if nothing
    /// fits.
    ///
    /// The search covers names, texts, and message patterns, in all languages that are compiled in (in some of them,
    /// only titles and keywords). Case doesn't matter. The fewer errors have a word, the more it counts. An unknown
    /// word counts as the known word that it resembles most: another form of it ("overload" for "overloaded"), or the
    /// word without a typing mistake. A status such as 503 counts as a word. The whole name of an error, an API code,
    /// or an exception takes precedence over everything else.
    ///
    /// At most the first 256 bytes and 48 words are read. A search takes one to a dozen milliseconds, the most with all
    /// languages: it is for a person who is waiting, not for a log. It also adds a list of words to the program. To
    /// find the error for a message, use [`Catalog::explain`].
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
