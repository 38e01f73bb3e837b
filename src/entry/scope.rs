//! `Scope`: what has to change so that a call succeeds.

use crate::name::name;
use crate::text::label::Label;
use crate::text::locale::Locale;

/// What has to change so that a call succeeds. A gateway uses it to decide what to try if the same request would fail
/// again.
///
/// The verdict says whether to wait; the scope says what to try instead. An error has the scope [`Scope::Time`] if its
/// policy is to retry, and only then.
///
/// | scope | another key | another account | another model | another provider |
/// |---|---|---|---|---|
/// | [`Request`](Scope::Request) | no | no | no | no |
/// | [`Key`](Scope::Key) | yes | yes | no | yes |
/// | [`Account`](Scope::Account) | no | yes | no | yes |
/// | [`Model`](Scope::Model) | no | yes | yes | yes |
/// | [`Network`](Scope::Network) | no | no | no | yes |
/// | [`Server`](Scope::Server) | no | no | no | yes |
/// | [`Time`](Scope::Time) | no | yes | yes | yes |
///
/// "Yes" means that it is worth a try; "no" means that the same error is likely.
///
/// ```
/// use openai_error_catalog::{Catalog, Scope, Verdict};
/// let found = Catalog::by_status_and_message(401, "Incorrect API key provided: sk-…").unwrap();
/// let next = match (found.verdict(), found.scope()) {
///     (Verdict::Retry, _) => "wait and retry",
///     (_, scope) if scope.other_key_helps() => "use the next key",
///     (_, scope) if scope.other_model_helps() => "use the next model",
///     (_, scope) if scope.other_provider_helps() => "use the next provider",
///     _ => "give up",
/// };
/// assert_eq!(next, "use the next key");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Scope {
    /// The request itself: a parameter, the size, the content, or the URL. It fails the same way with any key, and
    /// usually with any provider.
    Request,
    /// The API key: it is missing or wrong, lacks a permission, or belongs to another organization or project.
    Key,
    /// The account, organization, or project: its credit, limits, verification, or status. All of its keys fail in the
    /// same way.
    Account,
    /// The model: it doesn't exist here, this account may not use it, or it can't do what is asked.
    Model,
    /// The place or the network that the call comes from: the country or region, the IP address, a proxy, a firewall,
    /// or certificates.
    Network,
    /// The server: waiting can't fix the problem, but the server's operator can.
    Server,
    /// Nothing: the same request can succeed later.
    Time,
}

impl Scope {
    /// All scopes.
    pub const ALL: &'static [Scope] =
        &[Scope::Request, Scope::Key, Scope::Account, Scope::Model, Scope::Network, Scope::Server, Scope::Time];

    /// `request`, `key`, `account`, `model`, `network`, `server`, or `time`.
    ///
    /// ```
    /// use openai_error_catalog::Scope;
    /// assert_eq!(Scope::Account.as_str(), "account");
    /// ```
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Scope::Request => "request",
            Scope::Key => "key",
            Scope::Account => "account",
            Scope::Model => "model",
            Scope::Network => "network",
            Scope::Server => "server",
            Scope::Time => "time",
        }
    }

    /// Whether another key of the same account is worth a try now.
    ///
    /// ```
    /// use openai_error_catalog::Code;
    /// assert!(Code::IncorrectApiKey.entry().scope().other_key_helps());
    /// // All keys of an account share its credit.
    /// assert!(!Code::QuotaExceeded.entry().scope().other_key_helps());
    /// ```
    #[must_use]
    pub const fn other_key_helps(self) -> bool {
        matches!(self, Scope::Key)
    }

    /// Whether another account with the same provider is worth a try now: it has its own key, money, and limits.
    ///
    /// ```
    /// use openai_error_catalog::Code;
    /// assert!(Code::QuotaExceeded.entry().scope().other_account_helps());
    /// assert!(!Code::ContextLengthExceeded.entry().scope().other_account_helps());
    /// ```
    #[must_use]
    pub const fn other_account_helps(self) -> bool {
        matches!(self, Scope::Key | Scope::Account | Scope::Model | Scope::Time)
    }

    /// Whether another model of the same provider is worth a try now.
    ///
    /// ```
    /// use openai_error_catalog::Code;
    /// assert!(Code::ModelNotFound.entry().scope().other_model_helps());
    /// assert!(Code::EngineOverloaded.entry().scope().other_model_helps());
    /// assert!(!Code::IncorrectApiKey.entry().scope().other_model_helps());
    /// ```
    #[must_use]
    pub const fn other_model_helps(self) -> bool {
        matches!(self, Scope::Model | Scope::Time)
    }

    /// Whether another provider is worth a try now: it has its own keys, accounts, models, and servers, and may serve
    /// regions that this one doesn't. False only if the request itself is at fault.
    ///
    /// ```
    /// use openai_error_catalog::Code;
    /// assert!(Code::UnsupportedRegion.entry().scope().other_provider_helps());
    /// assert!(!Code::InvalidJson.entry().scope().other_provider_helps());
    /// ```
    #[must_use]
    pub const fn other_provider_helps(self) -> bool {
        !matches!(self, Scope::Request)
    }

    /// The meaning of the scope in a few words, for a person.
    ///
    /// ```
    /// use openai_error_catalog::{Locale, Scope};
    /// assert!(Scope::Key.text(Locale::En).contains("API key"));
    /// ```
    #[must_use]
    pub fn text(self, locale: Locale) -> &'static str {
        let label = match self {
            Scope::Request => Label::ScopeRequest,
            Scope::Key => Label::ScopeKey,
            Scope::Account => Label::ScopeAccount,
            Scope::Model => Label::ScopeModel,
            Scope::Network => Label::ScopeNetwork,
            Scope::Server => Label::ScopeServer,
            Scope::Time => Label::ScopeTime,
        };
        label.text(locale)
    }
}

name!(Scope, "scope");
