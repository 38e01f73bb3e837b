//! `Example`: a wrong request and the corrected one.

use crate::name::name;
use crate::text::pool::text;

include!(concat!(env!("OUT_DIR"), "/examples.rs"));

/// A request that causes the error, and the corrected request. [`Entry::examples`](crate::Entry::examples) returns it.
#[derive(Debug, PartialEq, Eq, Hash)]
pub struct Example {
    pub(crate) kind: ExampleKind,
    /// The number of the text of the wrong request. The next text is the corrected request.
    pub(crate) first: u32,
}

impl Example {
    /// Whether the two texts are JSON or lines for a shell.
    ///
    /// ```
    /// use openai_error_catalog::{Code, ExampleKind};
    /// assert_eq!(Code::UnsupportedParameter.entry().examples()[0].kind(), ExampleKind::Json);
    /// ```
    #[must_use]
    pub const fn kind(&self) -> ExampleKind {
        self.kind
    }

    /// The request that causes the error.
    ///
    /// ```
    /// use openai_error_catalog::Code;
    /// assert!(Code::EmptyValue.entry().examples()[0].wrong().contains("\"tool_calls\": []"));
    /// ```
    #[must_use]
    pub fn wrong(&self) -> &'static str {
        text(self.first)
    }

    /// The corrected request.
    ///
    /// ```
    /// use openai_error_catalog::Code;
    /// assert!(!Code::EmptyValue.entry().examples()[0].right().contains("tool_calls"));
    /// ```
    #[must_use]
    pub fn right(&self) -> &'static str {
        text(self.first + 1)
    }
}

/// The format of an [`Example`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum ExampleKind {
    /// A request body or a part of one.
    Json,
    /// Lines for a POSIX shell.
    Shell,
}

impl ExampleKind {
    /// All kinds of examples.
    pub const ALL: &'static [ExampleKind] = &[ExampleKind::Json, ExampleKind::Shell];

    /// `json` or `shell`.
    ///
    /// ```
    /// use openai_error_catalog::ExampleKind;
    /// assert_eq!(ExampleKind::Shell.as_str(), "shell");
    /// ```
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            ExampleKind::Json => "json",
            ExampleKind::Shell => "shell",
        }
    }
}

name!(ExampleKind, "kind of example");
