//! Internals for the program and xtask, which are not part of the public API.

#[cfg(feature = "std")]
use std::string::{String, ToString};

pub use crate::entry::refinement::{Condition, Refinement};
pub use crate::entry::wrapper::{Wrapper, Wrappers};
use crate::lookup::word_model::{API_NAMES, DECISION, WORD_MODEL};
pub use crate::matcher::unit::Unit;
pub use crate::text::label::Label;
use crate::units::{OTHER_UNITS, UNITS};
use crate::words::model::UNIT;
use crate::words::tokens::without_accent;
use crate::{Locale, Verdict};
#[cfg(feature = "std")]
use crate::{Metric, MetricKind};

/// The word model as it is compiled in. `docs/matching.md` describes the table.
#[derive(Clone, Copy, Debug)]
pub struct WordModel {
    /// Bucket starts, fingerprints, posting ends, and postings: two-byte little-endian numbers.
    pub table: &'static [u8],
    pub seed: u64,
    pub bucket_bits: u32,
    pub features: usize,
    /// The codes in the order of their slugs, and "not this API's error".
    pub classes: usize,
    pub stop_words: &'static [u64],
    pub names: &'static [&'static str],
    /// The score that corresponds to a natural logarithm of 1.
    pub unit: i32,
    /// The score that a code loses if it doesn't come with the response's status.
    pub other_status: u32,
    /// The score that the code of a general message gains.
    pub general: u32,
    /// The minimum score of a guess.
    pub least: u32,
    /// The minimum lead in score that this API must have over other programs, in the words around a phrase.
    pub around: u32,
    /// The minimum lead in score at which words are taken for another program's.
    pub foreign: u32,
}

/// The word model.
#[must_use]
pub fn word_model() -> WordModel {
    WordModel {
        table: WORD_MODEL.bytes,
        seed: WORD_MODEL.seed,
        bucket_bits: WORD_MODEL.bucket_bits,
        features: WORD_MODEL.features,
        classes: WORD_MODEL.classes,
        stop_words: WORD_MODEL.stop_words,
        names: &API_NAMES,
        unit: UNIT,
        other_status: DECISION.other_status,
        general: DECISION.general,
        least: DECISION.least,
        around: DECISION.around,
        foreign: DECISION.foreign,
    }
}

/// The lower-case letters that are replaced when words are compared, with their replacements: `é` with `e`.
pub fn accents() -> impl Iterator<Item = (char, &'static str)> {
    ('\u{80}'..'\u{500}').filter_map(|char| Some((char, without_accent(char)?))).filter(|(_, plain)| !plain.is_empty())
}

/// The languages in which the catalog is complete.
pub fn languages() -> impl Iterator<Item = Locale> {
    Locale::ALL.iter().copied().filter(|locale| locale.is_complete())
}

/// A verdict in one or two words for a person.
#[must_use]
pub fn verdict_words(verdict: Verdict, locale: Locale) -> &'static str {
    verdict.words(locale)
}

/// The units of time that waits have.
#[must_use]
pub fn units() -> &'static [Unit] {
    &UNITS
}

/// The beginnings of words that look like a unit but are not one of [`units`].
#[must_use]
pub fn other_units() -> &'static [&'static str] {
    &OTHER_UNITS
}

/// When to raise an alert for a metric, as people write it: "5% for 5 min".
#[cfg(feature = "std")]
#[must_use]
pub fn threshold(metric: &Metric, locale: Locale) -> String {
    let number = |number: f64| number.to_string().replace('.', Label::Decimal.text(locale));
    let threshold = match metric.kind() {
        MetricKind::Seconds { .. } => Label::Seconds.text(locale).replace("{n}", &number(metric.threshold())),
        _ => Label::Percent.text(locale).replace("{n}", &number(metric.threshold() * 100.0)),
    };
    let Some(time) = metric.sustained() else { return threshold };
    let label = Label::ThresholdFor.text(locale);
    label.replace("{threshold}", &threshold).replace("{time}", &locale.duration(time).to_string())
}
