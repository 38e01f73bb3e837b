//! What kind of fault an error is: the client's, the server's, too much load, or the network.

use crate::name::name;
use crate::text::label::Label;
use crate::text::locale::Locale;

/// Who can fix an error.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Category {
    /// The request or the account has to change.
    Client,
    /// A fault of the server.
    Server,
    /// Too much load: the caller's own, or everybody's.
    Capacity,
    /// The connection between client and server.
    Network,
}

impl Category {
    /// All categories.
    pub const ALL: &'static [Category] = &[Category::Client, Category::Server, Category::Capacity, Category::Network];

    /// The name in the catalog: `client`, `server`, `capacity`, `network`.
    ///
    /// ```
    /// use openai_error_catalog::Category;
    /// assert_eq!(Category::Capacity.as_str(), "capacity");
    /// ```
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Category::Client => "client",
            Category::Server => "server",
            Category::Capacity => "capacity",
            Category::Network => "network",
        }
    }

    /// Its meaning in a few words, for a person.
    ///
    /// ```
    /// use openai_error_catalog::{Locale, Category};
    /// assert!(Category::Server.text(Locale::En).starts_with("server"));
    /// ```
    #[must_use]
    pub fn text(self, locale: Locale) -> &'static str {
        let label = match self {
            Category::Client => Label::CategoryClient,
            Category::Server => Label::CategoryServer,
            Category::Capacity => Label::CategoryCapacity,
            Category::Network => Label::CategoryNetwork,
        };
        label.text(locale)
    }
}

name!(Category, "category");
