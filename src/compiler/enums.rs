//! Names that the catalog writes and that enums of the library stand for: each list is in the order of its enum.

/// `Category`.
pub const CATEGORIES: [&str; 4] = ["client", "server", "capacity", "network"];

/// `Scope`.
pub const SCOPES: [&str; 7] = ["request", "key", "account", "model", "network", "server", TIME];

/// The scope of errors that a retry can end, and of no others.
pub const TIME: &str = "time";

/// `Jitter`.
pub const JITTERS: [&str; 4] = ["none", "full", "less", "more"];

/// `ExampleKind`.
pub const EXAMPLE_KINDS: [&str; 2] = ["json", "shell"];

/// `MetricKind`.
pub const METRIC_KINDS: [&str; 2] = ["ratio", "seconds"];

/// `FieldKind`.
pub const WAIT_KINDS: [&str; 3] = ["duration", "milliseconds", "date"];
