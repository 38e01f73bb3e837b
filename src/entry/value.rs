//! `Value`: the name and the kind of a value in messages.

use crate::matcher::placeholder::Kind;
use crate::text::pool::docs;

include!(concat!(env!("OUT_DIR"), "/values.rs"));

/// A value that placeholders of the message patterns capture, and that [`Match::value`](crate::Match::value) can
/// return: its name and its kind.
#[derive(Debug, PartialEq, Eq, Hash)]
pub struct Value {
    pub(crate) name: &'static str,
    pub(crate) kind: Kind,
    pub(crate) secret: bool,
    /// The word that announces the number in a message that no pattern matches.
    pub(crate) word: Option<&'static str>,
    pub(crate) means: u32,
}

impl Value {
    /// All values that patterns capture, sorted by name. Each name has one meaning.
    ///
    /// ```
    /// use openai_error_catalog::Value;
    /// assert!(Value::all().iter().any(|value| value.name() == "requested"));
    /// ```
    #[must_use]
    pub fn all() -> &'static [Value] {
        &VALUES
    }

    /// The name: `limit`, `model`, `param`.
    ///
    /// ```
    /// use openai_error_catalog::Value;
    /// assert!(Value::all().is_sorted_by_key(|value| value.name()));
    /// ```
    #[must_use]
    pub const fn name(&self) -> &'static str {
        self.name
    }

    /// The kind of text that the placeholder matches: `number`, `status`, `duration`, `word`, `phrase`, or `text`.
    /// `catalog/values.toml` explains the kinds.
    ///
    /// ```
    /// use openai_error_catalog::Value;
    /// let wait = Value::all().iter().find(|value| value.name() == "wait").unwrap();
    /// assert_eq!(wait.kind(), "duration");
    /// ```
    #[must_use]
    pub const fn kind(&self) -> &'static str {
        self.kind.name()
    }

    /// Whether the value is a key or a token. [`Match::value`](crate::Match::value) returns it unmasked. The output of
    /// a whole match (`Debug`, `Display`, serde, the program) never contains it: it shows [`Value::MASK`] instead, as
    /// [`Value::masked`] does.
    ///
    /// ```
    /// use openai_error_catalog::{Catalog, Value};
    /// let found = Catalog::by_message("Incorrect API key provided: sk-live-1234.").unwrap();
    /// assert!(Value::named("key").is_some_and(Value::is_secret));
    /// assert!(!format!("{found:?}").contains("sk-live-1234"));
    /// ```
    #[must_use]
    pub const fn is_secret(&self) -> bool {
        self.secret
    }

    /// What is shown in place of a secret value.
    pub const MASK: &'static str = "***";

    /// The value with this name; `None` if no pattern has one.
    ///
    /// ```
    /// use openai_error_catalog::Value;
    /// assert_eq!(Value::named("limit").map(Value::kind), Some("number"));
    /// assert!(Value::named("no_such_value").is_none());
    /// ```
    #[must_use]
    pub fn named(name: &str) -> Option<&'static Value> {
        VALUES.iter().find(|value| value.name == name)
    }

    /// What the value means, in English.
    ///
    /// ```
    /// use openai_error_catalog::Value;
    /// assert!(Value::all().iter().all(|value| value.meaning().ends_with('.')));
    /// ```
    #[must_use]
    pub fn meaning(&self) -> &'static str {
        docs(self.means)
    }

    /// The word that announces the number in a message that no pattern matches ("Limit 30000"), in lower case. `None`
    /// if only patterns capture the value.
    ///
    /// ```
    /// use openai_error_catalog::Value;
    /// let limit = Value::all().iter().find(|value| value.name() == "limit").unwrap();
    /// assert_eq!(limit.word(), Some("limit"));
    /// ```
    #[must_use]
    pub fn word(&self) -> Option<&'static str> {
        self.word
    }
}
