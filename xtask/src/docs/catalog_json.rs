//! Writes docs/catalog.json: everything the crate knows, for programs in any language.

use std::collections::BTreeMap;

use openai_error_catalog::export::{Condition, Refinement, languages};
use openai_error_catalog::{Catalog, Code, Date, Exception, Link, Locale, Metric, RetryPolicy, Source, Support, Value};
use schemars::JsonSchema;
use serde::Serialize;

use crate::docs::regexes;

/// The errors of the OpenAI API: codes, messages, causes, solutions, retry policies.
#[derive(Serialize, JsonSchema)]
#[schemars(title = "openai-error-catalog")]
struct Export {
    /// The address of the JSON Schema of this file, relative to it.
    #[serde(rename = "$schema")]
    schema: &'static str,
    /// The day on which facts were last compared with their sources.
    checked: String,
    locales: Vec<LocaleOut>,
    /// The values in messages: one name for one meaning.
    values: BTreeMap<&'static str, ValueOut>,
    retry_policies: BTreeMap<&'static str, PolicyOut>,
    sources: BTreeMap<&'static str, SourceOut>,
    links: BTreeMap<&'static str, LinkOut>,
    /// By slug.
    errors: BTreeMap<&'static str, ErrorOut>,
    /// By class name.
    exceptions: BTreeMap<&'static str, ExceptionOut>,
    /// What clients and gateways put before the API's words; docs/matching.md says when to strip it.
    wrappers: Vec<WrapperOut>,
    /// Words before a wait, for messages whose pattern has no `wait`.
    wait_phrases: &'static [&'static str],
    support: SupportOut,
    monitoring: BTreeMap<&'static str, MetricOut>,
}

#[derive(Serialize, JsonSchema)]
struct LocaleOut {
    /// BCP 47.
    tag: &'static str,
    /// The language's own name.
    name: &'static str,
}

#[derive(Serialize, JsonSchema)]
struct ValueOut {
    /// How far a placeholder of this name reaches.
    kind: &'static str,
    /// The word before the number in a message that no pattern matches.
    word: Option<&'static str>,
    meaning: &'static str,
}

#[derive(Serialize, JsonSchema)]
struct PolicyOut {
    /// False if waiting can't fix the error; all numbers are then zero.
    retryable: bool,
    initial_delay_ms: u64,
    factor: f64,
    max_delay_ms: u64,
    /// Retries worth making before giving up.
    attempts_min: u8,
    /// Retries after the first failure, at most.
    attempts: u8,
    /// How each wait is randomized: `none`; `full`, a random part of it; `less`, up to a quarter less; `more`, up to a
    /// quarter more.
    jitter: &'static str,
    /// Whether a wait from the server takes precedence over these numbers.
    server_wait: bool,
    /// How much to add at random to the server's wait, at most, as a fraction of it: the wait is a minimum.
    server_wait_jitter: f64,
    /// Whether to make the first retry immediately.
    immediate_first: bool,
    /// How long to keep the earlier request rate before raising it.
    hold_rate_ms: Option<u64>,
}

#[derive(Serialize, JsonSchema)]
struct SourceOut {
    title: &'static str,
    url: Option<&'static str>,
}

#[derive(Serialize, JsonSchema)]
struct LinkOut {
    url: &'static str,
    /// By language tag.
    titles: BTreeMap<&'static str, &'static str>,
}

#[derive(Serialize, JsonSchema)]
struct ErrorOut {
    /// HTTP statuses; empty if the error comes without a response.
    statuses: &'static [u16],
    /// Statuses for which this error is the answer when no message is recognized.
    default_for: &'static [u16],
    /// Those of them that alone don't show whether a retry can help.
    ambiguous_statuses: &'static [u16],
    category: &'static str,
    /// What has to change for the call to work: `request`, `key`, `account`, `model`, `network`, `server`; `time`, if
    /// waiting is enough.
    scope: &'static str,
    /// A key of `retry_policies`.
    retry: &'static str,
    retired: bool,
    /// Values of the API's `error.code` that mean this error.
    api_codes: &'static [&'static str],
    /// Values of `error.code` seen with it that usually mean a different error.
    also_api_codes: &'static [&'static str],
    /// Values of `error.type` that mean this error if there is no code.
    api_types: &'static [&'static str],
    /// Keys of `exceptions`.
    exceptions: Vec<&'static str>,
    messages: Vec<MessageOut>,
    /// Conditions on numbers in a message that make it a different error: the first that is true counts.
    refine: Vec<RefineOut>,
    /// Wrong requests with their corrected forms.
    examples: Vec<ExampleOut>,
    /// By language tag.
    texts: BTreeMap<&'static str, TextsOut>,
    #[serde(flatten)]
    origin: Origin,
}

// Where the facts come from. This is not a doc comment: the fields are flattened into other types, and the schema would
// use a doc comment to describe the whole type.
#[derive(Serialize, JsonSchema)]
struct Origin {
    /// Keys of `links`.
    links: Vec<&'static str>,
    /// Keys of `sources`.
    sources: Vec<&'static str>,
    /// The day on which the facts were last compared with the sources.
    checked: String,
}

impl Origin {
    fn new(
        links: impl Iterator<Item = &'static Link>,
        sources: impl Iterator<Item = &'static Source>,
        checked: Date,
    ) -> Self {
        Origin {
            links: links.map(Link::id).collect(),
            sources: sources.map(Source::id).collect(),
            checked: checked.to_string(),
        }
    }
}

#[derive(Serialize, JsonSchema)]
struct ExampleOut {
    /// `json`: a request body or a part of one; `shell`: lines for a POSIX shell.
    kind: &'static str,
    wrong: &'static str,
    right: &'static str,
}

#[derive(Serialize, JsonSchema)]
struct MessageOut {
    /// The API's words with `{placeholders}`, `{? optional parts}` and `{one|other}`.
    pattern: &'static str,
    /// The same as a regular expression with the flag `i`; docs/matching.md says how to choose between those that
    /// match.
    regex: String,
    /// What the groups of `regex` capture: keys of `values`, or null for a group that is not exposed.
    groups: Vec<Option<String>>,
    /// An address, or the title of a source.
    source: &'static str,
    statuses: &'static [u16],
    /// A key of `retry_policies`.
    retry: &'static str,
    /// As `scope` of the error, which it overrides.
    scope: &'static str,
    /// By language tag; null if the error's texts apply. A message whose policy isn't the error's has its own.
    texts: Option<BTreeMap<&'static str, MessageTexts>>,
}

#[derive(Serialize, JsonSchema)]
struct MessageTexts {
    cause: &'static str,
    solution: &'static str,
    /// Empty if the error's steps apply.
    steps: Vec<&'static str>,
}

#[derive(Serialize, JsonSchema)]
struct WrapperOut {
    /// As in a message.
    pattern: &'static str,
    /// The same as a regular expression with the flag `i`; what follows its match is looked up again.
    regex: String,
    /// What the groups of `regex` capture: keys of `values`, or null.
    groups: Vec<Option<String>>,
    /// An address, or the title of a source.
    source: &'static str,
}

#[derive(Serialize, JsonSchema)]
struct RefineOut {
    #[serde(flatten)]
    condition: ConditionOut,
    /// Only if `error.code`, or `error.type` if there is no code, is this one.
    api_code: Option<&'static str>,
    /// A key of `errors`: the error that it becomes.
    code: &'static str,
}

#[derive(Serialize, JsonSchema)]
#[serde(tag = "when", rename_all = "snake_case")]
enum ConditionOut {
    /// The value is zero.
    Zero { value: &'static str },
    /// One value is greater than the other.
    Above { value: &'static str, limit: &'static str },
    /// The server gives a wait of at most this length.
    WaitAtMost { ms: u64 },
}

#[derive(Serialize, JsonSchema)]
struct TextsOut {
    title: &'static str,
    cause: &'static str,
    solution: &'static str,
    reasons: Vec<&'static str>,
    steps: Vec<&'static str>,
    prevention: Vec<&'static str>,
    /// Other words that people search for.
    keywords: Vec<&'static str>,
}

#[derive(Serialize, JsonSchema)]
struct ExceptionOut {
    /// The first and the last status; null if it is raised without a response.
    statuses: Option<(u16, u16)>,
    /// Keys of `errors`.
    codes: Vec<&'static str>,
    /// Older and alternative names.
    aliases: &'static [&'static str],
    /// A key of `retry_policies`.
    retry: &'static str,
    /// By language tag.
    texts: BTreeMap<&'static str, ExceptionTexts>,
    #[serde(flatten)]
    origin: Origin,
}

#[derive(Serialize, JsonSchema)]
struct ExceptionTexts {
    cause: &'static str,
    solution: &'static str,
    steps: Vec<&'static str>,
}

#[derive(Serialize, JsonSchema)]
struct SupportOut {
    links: Vec<&'static str>,
    /// By language tag.
    texts: BTreeMap<&'static str, SupportTexts>,
}

#[derive(Serialize, JsonSchema)]
struct SupportTexts {
    title: &'static str,
    intro: &'static str,
    items: Vec<&'static str>,
    caution: &'static str,
}

#[derive(Serialize, JsonSchema)]
struct MetricOut {
    /// `ratio`: a share of all requests; `seconds`: a quantile of the response time.
    kind: &'static str,
    quantile: Option<f64>,
    /// The statuses that count; empty if every error does.
    statuses: &'static [u16],
    /// Alert above it.
    threshold: f64,
    /// How long the value must stay above it.
    for_seconds: u64,
    /// By language tag.
    texts: BTreeMap<&'static str, MetricTexts>,
}

#[derive(Serialize, JsonSchema)]
struct MetricTexts {
    title: &'static str,
    meaning: &'static str,
    action: &'static str,
}

fn by_locale<T>(text: impl Fn(Locale) -> T) -> BTreeMap<&'static str, T> {
    languages().map(|locale| (locale.tag(), text(locale))).collect()
}

fn policy(retry: &'static RetryPolicy) -> PolicyOut {
    PolicyOut {
        retryable: retry.is_retryable(),
        initial_delay_ms: millis(retry.initial_delay()),
        factor: retry.factor(),
        max_delay_ms: millis(retry.max_delay()),
        attempts_min: retry.attempts_min(),
        attempts: retry.attempts(),
        jitter: retry.jitter().as_str(),
        server_wait: retry.server_wait_rules(),
        server_wait_jitter: retry.server_wait_jitter(),
        immediate_first: retry.immediate_first(),
        hold_rate_ms: retry.hold_rate().map(millis),
    }
}

fn millis(time: std::time::Duration) -> u64 {
    u64::try_from(time.as_millis()).unwrap_or(u64::MAX)
}

fn error(code: Code) -> ErrorOut {
    let entry = code.entry();
    ErrorOut {
        statuses: entry.statuses(),
        default_for: entry.default_for(),
        ambiguous_statuses: entry.ambiguous_statuses(),
        category: entry.category().as_str(),
        scope: entry.scope().as_str(),
        retry: entry.retry().name(),
        retired: entry.is_retired(),
        api_codes: entry.api_codes(),
        also_api_codes: entry.also_api_codes(),
        api_types: entry.api_types(),
        exceptions: entry.exceptions().iter().map(|exception| exception.as_str()).collect(),
        messages: entry
            .messages()
            .map(|message| (message, regexes::of(message.pattern(), false)))
            .map(|(message, (regex, groups))| MessageOut {
                pattern: message.pattern(),
                regex,
                groups,
                source: message.source(),
                statuses: message.statuses(),
                retry: message.retry().name(),
                scope: message.scope().as_str(),
                texts: message.cause(Locale::En).is_some().then(|| {
                    by_locale(|locale| MessageTexts {
                        cause: message.cause(locale).unwrap_or_default(),
                        solution: message.solution(locale).unwrap_or_default(),
                        steps: message.steps(locale).collect(),
                    })
                }),
            })
            .collect(),
        refine: entry.refinements().iter().filter_map(refinement).collect(),
        examples: entry
            .examples()
            .iter()
            .map(|example| ExampleOut { kind: example.kind().as_str(), wrong: example.wrong(), right: example.right() })
            .collect(),
        texts: by_locale(|locale| TextsOut {
            title: entry.title(locale),
            cause: entry.cause(locale),
            solution: entry.solution(locale),
            reasons: entry.reasons(locale).collect(),
            steps: entry.steps(locale).collect(),
            prevention: entry.prevention(locale).collect(),
            keywords: entry.keywords(locale).collect(),
        }),
        origin: Origin::new(entry.links(), entry.sources(), entry.checked()),
    }
}

fn refinement(refinement: &Refinement) -> Option<RefineOut> {
    let condition = match refinement.condition() {
        Condition::IsZero(value) => ConditionOut::Zero { value },
        Condition::IsAbove(value, limit) => ConditionOut::Above { value, limit },
        Condition::WaitAtMost(wait) => ConditionOut::WaitAtMost { ms: millis(wait) },
        _ => return None,
    };
    Some(RefineOut { condition, api_code: refinement.api_code(), code: refinement.code().as_str() })
}

fn exception(exception: Exception) -> ExceptionOut {
    ExceptionOut {
        statuses: exception.statuses(),
        codes: exception.codes().iter().map(|code| code.as_str()).collect(),
        aliases: exception.aliases(),
        retry: exception.retry().name(),
        texts: by_locale(|locale| ExceptionTexts {
            cause: exception.cause(locale),
            solution: exception.solution(locale),
            steps: exception.steps(locale).collect(),
        }),
        origin: Origin::new(exception.links(), exception.sources(), exception.checked()),
    }
}

fn metric(metric: &'static Metric) -> MetricOut {
    let kind = metric.kind();
    MetricOut {
        kind: kind.as_str(),
        quantile: kind.quantile(),
        statuses: metric.statuses(),
        threshold: metric.threshold(),
        for_seconds: metric.sustained().map_or(0, |time| time.as_secs()),
        texts: by_locale(|locale| MetricTexts {
            title: metric.title(locale),
            meaning: metric.meaning(locale),
            action: metric.action(locale),
        }),
    }
}

fn export() -> Export {
    Export {
        schema: "./catalog.schema.json",
        checked: Catalog::CHECKED.to_string(),
        locales: languages().map(|locale| LocaleOut { tag: locale.tag(), name: locale.name() }).collect(),
        values: Value::all()
            .iter()
            .map(|value| (value.name(), ValueOut { kind: value.kind(), word: value.word(), meaning: value.meaning() }))
            .collect(),
        retry_policies: RetryPolicy::all().iter().map(|retry| (retry.name(), policy(retry))).collect(),
        sources: Source::all()
            .iter()
            .map(|source| (source.id(), SourceOut { title: source.title(), url: source.url() }))
            .collect(),
        links: Link::all()
            .iter()
            .map(|link| (link.id(), LinkOut { url: link.url(), titles: by_locale(|locale| link.title(locale)) }))
            .collect(),
        errors: Code::ALL.iter().map(|&code| (code.as_str(), error(code))).collect(),
        exceptions: Exception::ALL.iter().map(|&name| (name.as_str(), exception(name))).collect(),
        wrappers: Catalog::wrappers()
            .map(|wrapper| (wrapper, regexes::of(wrapper.pattern(), true)))
            .map(|(wrapper, (regex, groups))| WrapperOut {
                pattern: wrapper.pattern(),
                regex,
                groups,
                source: wrapper.source(),
            })
            .collect(),
        wait_phrases: Catalog::wait_phrases(),
        support: SupportOut {
            links: Support::links().map(Link::id).collect(),
            texts: by_locale(|locale| SupportTexts {
                title: Support::title(locale),
                intro: Support::intro(locale),
                items: Support::items(locale).collect(),
                caution: Support::caution(locale),
            }),
        },
        monitoring: Metric::all().iter().map(|one| (one.id(), metric(one))).collect(),
    }
}

/// The content of docs/catalog.json.
#[must_use]
pub fn json() -> String {
    pretty(&export())
}

/// The content of docs/catalog.schema.json.
#[must_use]
pub fn schema() -> String {
    pretty(&schemars::schema_for!(Export))
}

/// JSON for a file: indented, with a line end.
pub(crate) fn pretty(value: &impl Serialize) -> String {
    let mut text = serde_json::to_string_pretty(value).unwrap_or_default();
    text.push('\n');
    text
}
