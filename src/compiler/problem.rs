//! The problems that are reported to a contributor: where, what is wrong, how to fix it.

use std::fmt;
use std::ops::Range;
use std::sync::Arc;

/// Defines every kind of problem once: the variant, its place in [`ProblemKind::ALL`],
/// and its name, so that none can be forgotten.
macro_rules! problem_kinds {
    ($($variant:ident = $name:literal,)+) => {
        /// Which rule of the catalog is broken. It is not printed, because
        /// contributors read the message. With it, the tests check that a
        /// broken catalog exists for each rule.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub enum ProblemKind {
            $($variant,)+
        }

        impl ProblemKind {
            pub const ALL: &[ProblemKind] = &[$(ProblemKind::$variant,)+];

            /// The name of the case in `tests/broken` that breaks this rule.
            pub const fn name(self) -> &'static str {
                match self {
                    $(ProblemKind::$variant => $name,)+
                }
            }
        }
    };
}

problem_kinds! {
    FileMissing = "file-missing",
    DanglingLink = "dangling-link",
    NotAFile = "not-a-file",
    FileTooLarge = "file-too-large",
    FileUnreadable = "file-unreadable",
    NotUtf8 = "not-utf8",
    DirectoryMissing = "directory-missing",
    DirectoryUnlistable = "directory-unlistable",
    EmptyDirectory = "empty-directory",
    StrayFile = "stray-file",
    FileName = "file-name",
    NotToml = "not-toml",
    WrongType = "wrong-type",
    NotATable = "not-a-table",
    NotTables = "not-tables",
    MissingKey = "missing-key",
    UnknownKey = "unknown-key",
    EmptyList = "empty-list",
    EmptyText = "empty-text",
    NulInText = "nul-in-text",
    StraySpace = "stray-space",
    TitleFullStop = "title-full-stop",
    LabelField = "label-field",
    ListLength = "list-length",
    OtherLinks = "other-links",
    OtherWords = "other-words",
    OtherNumbers = "other-numbers",
    StaleText = "stale-text",
    NoFingerprint = "no-fingerprint",
    OpenBacktick = "open-backtick",
    LinkNotListed = "link-not-listed",
    NotAnAddress = "not-an-address",
    FutureDate = "future-date",
    NotADate = "not-a-date",
    NoSource = "no-source",
    RepeatedName = "repeated-name",
    ForbiddenWord = "forbidden-word",
    MissingTerm = "missing-term",
    UnknownCode = "unknown-code",
    UnknownPolicy = "unknown-policy",
    UnknownSource = "unknown-source",
    UnknownLink = "unknown-link",
    UnknownValue = "unknown-value",
    NoLanguage = "no-language",
    FirstLanguage = "first-language",
    LanguageTag = "language-tag",
    RepeatedLanguage = "repeated-language",
    UnknownFallback = "unknown-fallback",
    NoFallback = "no-fallback",
    MissingLanguage = "missing-language",
    UnknownLanguage = "unknown-language",
    NoPolicy = "no-policy",
    PolicyFactor = "policy-factor",
    PolicyJitter = "policy-jitter",
    PolicyCap = "policy-cap",
    PolicyAttempts = "policy-attempts",
    UnknownJitter = "unknown-jitter",
    UnknownValueKind = "unknown-value-kind",
    TooManyValues = "too-many-values",
    CapitalPhrase = "capital-phrase",
    NumberTooLarge = "number-too-large",
    WordModelTooLarge = "word-model-too-large",
    NotAStatus = "not-a-status",
    RepeatedStatus = "repeated-status",
    DefaultNotInStatuses = "default-not-in-statuses",
    SecondDefault = "second-default",
    AmbiguousNotDefault = "ambiguous-not-default",
    UnknownCategory = "unknown-category",
    UnknownScope = "unknown-scope",
    ScopeAgainstPolicy = "scope-against-policy",
    ApiCodeForm = "api-code-form",
    ApiCodeClaimed = "api-code-claimed",
    ApiCodeInBoth = "api-code-in-both",
    VagueNotOwn = "vague-not-own",
    MessageWithoutText = "message-without-text",
    UnknownExampleKind = "unknown-example-kind",
    SameExample = "same-example",
    UnknownText = "unknown-text",
    UnusedText = "unused-text",
    NotACondition = "not-a-condition",
    NotANumber = "not-a-number",
    NotAWait = "not-a-wait",
    RepeatedException = "repeated-exception",
    StatusSpan = "status-span",
    RepeatedMetric = "repeated-metric",
    UnknownMetricKind = "unknown-metric-kind",
    Threshold = "threshold",
    Quantile = "quantile",
    BraceNotOpened = "brace-not-opened",
    BraceNotClosed = "brace-not-closed",
    BracesTooDeep = "braces-too-deep",
    PlaceholderForm = "placeholder-form",
    UnknownPlaceholder = "unknown-placeholder",
    RepeatedPlaceholder = "repeated-placeholder",
    AdjacentPlaceholders = "adjacent-placeholders",
    SwallowingPlaceholder = "swallowing-placeholder",
    TooManyCaptures = "too-many-captures",
    TooManyOpenPlaceholders = "too-many-open-placeholders",
    TooLittleText = "too-little-text",
    MostlyPlaceholders = "mostly-placeholders",
    EmptyPattern = "empty-pattern",
    RepeatedPattern = "repeated-pattern",
    PatternNeverWins = "pattern-never-wins",
    PatternNotItself = "pattern-not-itself",
    TablesTooLarge = "tables-too-large",
}

/// One file of the catalog, kept to turn byte offsets into lines.
#[derive(Debug)]
pub struct Source {
    /// The path that is printed: relative to the crate, with `/`.
    pub path: String,
    pub text: String,
}

impl Source {
    /// The line and the column of a byte offset, both counted from 1. The column is a number of characters.
    fn position(&self, offset: usize) -> (usize, usize) {
        let mut offset = offset.min(self.text.len());
        while !self.text.is_char_boundary(offset) {
            offset -= 1;
        }
        let before = &self.text[..offset];
        let start = before.rfind('\n').map_or(0, |at| at + 1);
        // Editors don't count a byte order mark as a column.
        let line = before[start..].trim_start_matches('\u{feff}');
        (before.matches('\n').count() + 1, line.chars().count() + 1)
    }
}

/// A place in a file.
#[derive(Clone, Debug)]
pub struct Place {
    pub source: Arc<Source>,
    pub span: Range<usize>,
}

impl Place {
    pub fn problem(&self, kind: ProblemKind, what: impl Into<String>, fix: impl Into<String>) -> Problem {
        let (line, column) = self.source.position(self.span.start);
        Problem { path: self.source.path.clone(), line, column, what: what.into(), fix: fix.into(), kind }
    }

    /// The path and the line, for a problem at another place that refers to this one.
    pub fn short(&self) -> String {
        format!("{}:{}", self.source.path, self.source.position(self.span.start).0)
    }
}

/// A fault in the catalog. Problems are ordered in the way that they are printed.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Problem {
    pub path: String,
    pub line: usize,
    pub column: usize,
    pub what: String,
    pub fix: String,
    pub kind: ProblemKind,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Problem { path, line, column, what, fix, kind: _ } = self;
        // cargo expects a problem on one line, even if it quotes text with line ends.
        for char in format!("{path}:{line}:{column}: {what}: {fix}").chars() {
            match char.is_control() {
                true => write!(f, "{}", char.escape_default())?,
                false => write!(f, "{char}")?,
            }
        }
        Ok(())
    }
}
