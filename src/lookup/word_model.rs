//! The word model of the catalog, and the minimum scores for its answers.

use crate::words::model::{Decision, Model, UNIT};

include!(concat!(env!("OUT_DIR"), "/word_model.rs"));

#[cfg(test)]
thread_local! {
    /// The model that the lookups of this thread use instead of the one that is compiled in.
    pub(crate) static REPLACED: core::cell::Cell<Option<Model<'static>>> = const { core::cell::Cell::new(None) };
}

/// The weights of the word model.
static WORD_WEIGHTS: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/weights.bin"));

/// The words of the word model, one per line: only a search needs them.
pub(crate) static WORDS: &str = include_str!(concat!(env!("OUT_DIR"), "/words.txt"));

/// The word model that lookups use.
pub(crate) fn word_model() -> Model<'static> {
    #[cfg(test)]
    if let Some(model) = REPLACED.get() {
        return model;
    }
    WORD_MODEL
}

/// Converts units of the word model to a natural logarithm.
pub(crate) fn in_nats(units: i32) -> f32 {
    units as f32 / UNIT as f32
}

/// Converts a natural logarithm that was stored back to units of the word model.
#[cfg(feature = "serde")]
pub(crate) fn in_units(nats: f32) -> i32 {
    (nats * UNIT as f32) as i32
}
