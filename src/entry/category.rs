//! `Category`: where the fault lies.

use crate::name::name;
use crate::text::label::Label;
use crate::text::locale::Locale;

/// Where the fault lies: with the client, the server, the load, or the network.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Category {
    /// With the client: the request or the account has to change.
    Client,
    /// With the server.
    Server,
    /// Too much load, from this caller or from all users.
    Capacity,
    /// The connection between client and server failed.
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

    /// The meaning of the category in a few words, for a person.
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
