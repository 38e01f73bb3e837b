//! The catalog as read: each value with its place; names are not resolved yet.

use super::fields::At;
use crate::compiler::problem::Place;
use crate::words::model::Decision;

#[derive(Debug, Default)]
pub struct Model {
    pub locales: Vec<Locale>,
    pub policies: Vec<Policy>,
    pub sources: Vec<SourcePage>,
    pub links: Vec<Link>,
    pub values: Vec<Value>,
    pub labels: Vec<Label>,
    pub glossary: Vec<Term>,
    pub waits: Waits,
    pub secrets: Secrets,
    pub pasted: Pasted,
    pub wrappers: Vec<Message>,
    pub word_model: Option<WordModel>,
    /// Sentences that are not errors of this API.
    pub foreign: Vec<At<String>>,
    pub errors: Vec<Error>,
    pub exceptions: Vec<Exception>,
    pub support: Option<Support>,
    pub monitoring: Option<Monitoring>,
    pub defined: Defined,
}

/// The names that files define, even if a definition has faults: using such a
/// name is not a mistake. `None` if the file that defines
/// them can't be read at all.
#[derive(Debug, Default)]
pub struct Defined {
    pub policies: Option<Vec<String>>,
    pub sources: Option<Vec<String>>,
    pub links: Option<Vec<String>>,
    pub values: Option<Vec<String>>,
    pub codes: Option<Vec<String>>,
}

impl Model {
    /// The index of a language in the list, by its tag.
    pub fn locale(&self, tag: &str) -> Option<usize> {
        self.locales.iter().position(|locale| locale.tag.value == tag)
    }

    /// The language that a reader of `locale` sees if only some languages have a text: this one, or the first of its
    /// fallbacks that has it.
    pub fn shown<T>(&self, locale: usize, texts: &[Option<T>]) -> usize {
        let mut shown = locale;
        while texts.get(shown).is_none_or(Option::is_none) {
            let fallback = self.locales.get(shown).and_then(|locale| locale.fallback.as_ref());
            // A fallback is always further up in the list, so this ends.
            match fallback.and_then(|tag| self.locale(&tag.value)).filter(|&fallback| fallback < shown) {
                Some(fallback) => shown = fallback,
                None => return 0,
            }
        }
        shown
    }
}

#[derive(Debug)]
pub struct Locale {
    pub tag: At<String>,
    pub name: At<String>,
    pub complete: bool,
    pub fallback: Option<At<String>>,
    pub ranges: Vec<At<String>>,
    /// Number words and months: a number in digits in one language may be a word in another.
    pub numbers: Vec<(String, u64)>,
    /// Words that multiply the number before them.
    pub scales: Vec<(String, u64)>,
    /// Numbers that the language writes in digits where the English has "a minute" or "a third".
    pub in_digits: Vec<At<i64>>,
}

#[derive(Debug)]
pub struct Policy {
    pub name: At<String>,
    pub source: At<String>,
    /// `None` for `retry = false`.
    pub numbers: Option<PolicyNumbers>,
}

#[derive(Debug)]
pub struct PolicyNumbers {
    pub initial_delay_ms: u32,
    /// In thousandths.
    pub factor: u32,
    pub max_delay_ms: u32,
    pub attempts_min: u8,
    pub attempts: u8,
    /// An index into `check::JITTERS`.
    pub jitter: usize,
    pub server_wait: bool,
    /// In thousandths.
    pub server_wait_jitter: u16,
    pub immediate_first: bool,
    pub hold_rate_ms: u32,
}

#[derive(Debug)]
pub struct SourcePage {
    pub id: At<String>,
    pub title: At<String>,
    /// In other languages. Only the reference pages use them, from the file.
    pub translated: Vec<At<String>>,
    pub url: Option<At<String>>,
}

#[derive(Debug)]
pub struct Link {
    pub id: At<String>,
    pub url: At<String>,
    /// One per locale, in the order of `Model::locales`; `None` where an incomplete language has none.
    pub titles: Vec<Option<At<String>>>,
}

#[derive(Debug)]
pub struct Label {
    pub id: At<String>,
    /// One per locale, in the order of `Model::locales`; `None` where an incomplete language has none.
    pub texts: Vec<Option<At<String>>>,
}

#[derive(Debug)]
pub struct Value {
    pub name: At<String>,
    pub kind: crate::matcher::placeholder::Kind,
    /// A key or token: it is never shown in clear text.
    pub secret: bool,
    /// The word before the number, in messages that no pattern matches.
    pub word: Option<At<String>>,
    pub means: At<String>,
}

#[derive(Debug)]
pub struct Message {
    pub pattern: At<String>,
    pub source: At<String>,
    pub statuses: Vec<At<i64>>,
    pub retry: Option<At<String>>,
    pub scope: Option<At<String>>,
    /// One of `Error::message_texts`.
    pub text: Option<At<String>>,
}

/// Cause, solution, and perhaps steps of messages whose policy differs from
/// their entry's, so that text and verdict never contradict.
#[derive(Debug)]
pub struct MessageText {
    pub name: At<String>,
    /// One per locale; `None` where an incomplete language has no table.
    pub texts: Vec<Option<Texts>>,
}

/// A request that causes the error, and the corrected request.
#[derive(Debug)]
pub struct Example {
    pub kind: At<String>,
    pub wrong: At<String>,
    pub right: At<String>,
}

/// A wording that is too loose for a pattern: only the word model learns from it.
#[derive(Debug)]
pub struct Wording {
    pub text: At<String>,
    pub source: At<String>,
}

/// How the word model is trained, and when its answer counts.
#[derive(Debug)]
pub struct WordModel {
    /// The languages that messages are written in: what is learned from them doesn't depend on the languages that are
    /// compiled in.
    pub languages: Vec<At<String>>,
    pub stop_words: Vec<At<String>>,
    /// Names of this API and of servers that speak its protocol.
    pub names: Vec<At<String>>,
    pub weights: TextWeights,
    pub training: Training,
    pub decision: Decision,
}

/// The weight of each kind of text in training, in tenths.
#[derive(Debug)]
pub struct TextWeights {
    pub pattern: u32,
    pub wording: u32,
    pub title: u32,
    pub slug: u32,
    pub keyword: u32,
    pub api_value: u32,
    pub cause: u32,
    pub reason: u32,
    pub solution: u32,
    pub step: u32,
    pub foreign: u32,
}

#[derive(Debug)]
pub struct Training {
    pub forms: u32,
    pub passes: u32,
    /// In 1/256.
    pub step: u32,
    /// In 1/65536, as `shrink`.
    pub close_enough: u32,
    pub shrink: u32,
    pub pair_texts: u32,
    pub least_weight: u32,
}

#[derive(Debug)]
pub struct Refine {
    pub when: At<String>,
    pub api_code: Option<At<String>>,
    pub code: At<String>,
}

/// Texts that are translated, as lists by their keys.
pub struct Translatable<'m> {
    /// The fingerprint of the English that was translated.
    pub of: Option<&'m At<String>>,
    pub lists: Vec<(&'static str, &'m [At<String>])>,
}

impl<'m> Translatable<'m> {
    /// Where its first text is.
    pub fn place(&self) -> Option<&'m Place> {
        self.lists.iter().flat_map(|(_, list)| list.iter()).map(|text| &text.place).next()
    }
}

/// The texts of one language, in the order of the fields.
#[derive(Debug, Default)]
pub struct Texts {
    pub of: Option<At<String>>,
    pub title: Option<At<String>>,
    pub cause: Option<At<String>>,
    pub solution: Option<At<String>>,
    pub reasons: Vec<At<String>>,
    pub steps: Vec<At<String>>,
    pub prevention: Vec<At<String>>,
    /// Other words that people search for.
    pub keywords: Vec<At<String>>,
}

impl Texts {
    /// All but the keywords: each language has its own.
    pub fn translatable(&self) -> Translatable<'_> {
        let lists = vec![
            ("title", self.title.as_slice()),
            ("cause", self.cause.as_slice()),
            ("solution", self.solution.as_slice()),
            ("reasons", &self.reasons),
            ("steps", &self.steps),
            ("prevention", &self.prevention),
        ];
        Translatable { of: self.of.as_ref(), lists }
    }
}

#[derive(Debug)]
pub struct Error {
    pub slug: String,
    /// The file's start.
    pub place: Place,
    pub statuses: Vec<At<i64>>,
    pub default_for: Vec<At<i64>>,
    pub ambiguous_statuses: Vec<At<i64>>,
    pub category: Option<At<String>>,
    pub scope: Option<At<String>>,
    pub retry: Option<At<String>>,
    pub api_codes: Vec<At<String>>,
    pub vague_api_codes: Vec<At<String>>,
    pub also_api_codes: Vec<At<String>>,
    pub status_names: Vec<At<String>>,
    pub api_types: Vec<At<String>>,
    pub links: Vec<At<String>>,
    pub sources: Vec<At<String>>,
    pub checked: Option<At<String>>,
    pub retired: bool,
    pub refine: Vec<Refine>,
    pub messages: Vec<Message>,
    pub wordings: Vec<Wording>,
    pub message_texts: Vec<MessageText>,
    pub examples: Vec<Example>,
    /// One per locale; `None` where an incomplete language has no table.
    pub texts: Vec<Option<Texts>>,
}

#[derive(Debug)]
pub struct Exception {
    pub name: String,
    pub place: Place,
    pub status_from: Option<At<i64>>,
    pub status_to: Option<At<i64>>,
    pub codes: Vec<At<String>>,
    pub aliases: Vec<At<String>>,
    pub retry: Option<At<String>>,
    pub links: Vec<At<String>>,
    pub sources: Vec<At<String>>,
    pub checked: Option<At<String>>,
    pub texts: Vec<Option<Texts>>,
}

#[derive(Debug)]
pub struct Support {
    pub links: Vec<At<String>>,
    pub sources: Vec<At<String>>,
    pub checked: Option<At<String>>,
    /// Per locale: title, intro, caution, then the items.
    pub texts: Vec<Option<SupportTexts>>,
}

#[derive(Debug)]
pub struct SupportTexts {
    pub of: Option<At<String>>,
    pub title: At<String>,
    pub intro: At<String>,
    pub caution: At<String>,
    pub items: Vec<At<String>>,
}

impl SupportTexts {
    pub fn translatable(&self) -> Translatable<'_> {
        let one = std::slice::from_ref::<At<String>>;
        let lists = vec![
            ("title", one(&self.title)),
            ("intro", one(&self.intro)),
            ("caution", one(&self.caution)),
            ("items", &self.items),
        ];
        Translatable { of: self.of.as_ref(), lists }
    }
}

#[derive(Debug)]
pub struct Monitoring {
    pub sources: Vec<At<String>>,
    pub checked: Option<At<String>>,
    pub metrics: Vec<Metric>,
}

/// A term: the word for one thing in each language.
#[derive(Debug)]
pub struct Term {
    pub name: At<String>,
    /// If the English texts of an entry use it, the texts in the other languages must too.
    pub required: bool,
    /// Per locale: its forms.
    pub words: Vec<Vec<At<String>>>,
    /// Per locale: words that must not be used instead.
    pub never: Vec<Vec<At<String>>>,
}

/// How waits are written.
#[derive(Debug, Default)]
pub struct Waits {
    pub phrases: Vec<At<String>>,
    pub endings: Vec<At<String>>,
    pub other_units: Vec<At<String>>,
    pub fields: Vec<WaitField>,
    pub units: Vec<TimeUnit>,
}

/// How keys are recognized inside values.
#[derive(Debug, Default)]
pub struct Secrets {
    pub prefixes: Vec<At<String>>,
    pub schemes: Vec<At<String>>,
    pub parameters: Vec<At<String>>,
    pub fields: Vec<At<String>>,
}

/// The lists of pasted.toml. `paste::Names` has the same names.
pub const PASTED: [&str; 9] = [
    "message_keys",
    "quoted_message_keys",
    "status_keys",
    "code_keys",
    "type_keys",
    "param_keys",
    "before_status",
    "after_status",
    "counted",
];

/// How pasted texts label what comes with a message.
#[derive(Debug, Default)]
pub struct Pasted {
    pub lists: [Vec<At<String>>; PASTED.len()],
}

#[derive(Debug)]
pub struct WaitField {
    pub name: At<String>,
    pub kind: At<String>,
}

#[derive(Debug)]
pub struct TimeUnit {
    pub nanoseconds: u64,
    pub names: Vec<At<String>>,
}

#[derive(Debug)]
pub struct Metric {
    pub id: At<String>,
    pub kind: At<String>,
    pub statuses: Vec<At<i64>>,
    pub given_up: bool,
    pub quantile: Option<At<f64>>,
    pub threshold: At<f64>,
    pub for_seconds: u32,
    /// Per locale: title, meaning, action.
    pub texts: Vec<Option<[At<String>; 3]>>,
    /// Per locale: the fingerprint of the English that was translated.
    pub of: Vec<Option<At<String>>>,
}

impl Metric {
    /// Per locale.
    pub fn translatable(&self) -> Vec<Option<Translatable<'_>>> {
        let one = std::slice::from_ref::<At<String>>;
        let of = |locale: usize| self.of.get(locale).and_then(Option::as_ref);
        let languages = self.texts.iter().enumerate().map(|(locale, texts)| {
            let [title, meaning, action] = texts.as_ref()?;
            let lists = vec![("title", one(title)), ("meaning", one(meaning)), ("action", one(action))];
            Some(Translatable { of: of(locale), lists })
        });
        languages.collect()
    }
}
