//! The table of weights, and the scores of a text.

use crate::matcher::steps;

use super::tokens::{Hash, Tokens, hash_pair};

/// Scores and weights are natural logarithms in units of one sixteenth. If the score of a code is 16 higher than that
/// of another code, it is *e* times as likely.
pub(crate) const UNIT: i32 = 16;

/// How many classes a posting can refer to. The last one in use is "not this API's error".
pub(crate) const MAX_CLASSES: usize = 128;

/// How many features (words and pairs) a table can have.
pub(crate) const MAX_FEATURES: usize = 16 * 1024;

/// The weights that a posting can hold.
pub(crate) const WEIGHTS: core::ops::RangeInclusive<i32> = -256..=255;

/// How many bits a posting has for its class.
pub(crate) const CLASS_BITS: u32 = 7;

/// How many tokens of a text are read. A longer text is a page or repeats the request.
const MAX_TOKENS: usize = 1024;

/// How many bits distinguish the features of one bucket.
pub(crate) const FINGERPRINT_BITS: u32 = 16;

/// The table of weights. `bytes` contains little-endian numbers of two bytes each:
/// - for each bucket of hashes, the number of its first feature, and then the number of features;
/// - for each feature, its fingerprint;
/// - for each feature, where its postings end;
/// - the postings: the class in the low seven bits, the signed weight in the others.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Model<'t> {
    pub bytes: &'t [u8],
    /// Mixed into each hash. The compiler chooses it so that no two features of the table collide.
    pub seed: Hash,
    pub bucket_bits: u32,
    pub features: usize,
    /// How many classes there are, including "not this API's error".
    pub classes: usize,
    /// The hashes of the words that the model ignores, in ascending order.
    pub stop_words: &'t [Hash],
}

/// The thresholds that decide whether a guess is used, in units of 1/[`UNIT`]. `catalog/words.toml` explains them.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Decision {
    pub other_status: u32,
    pub general: u32,
    pub least: u32,
    pub gate: u32,
    pub around: u32,
    pub foreign: u32,
    pub retry: u32,
}

/// The bucket and the fingerprint of a feature.
pub(crate) fn place(hash: Hash, seed: Hash, bucket_bits: u32) -> (usize, u16) {
    let mixed = (hash ^ seed).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    let bucket = (mixed >> (Hash::BITS - bucket_bits)) as usize;
    (bucket, (mixed >> (Hash::BITS - bucket_bits - FINGERPRINT_BITS)) as u16)
}

impl Model<'_> {
    fn number(&self, index: usize) -> usize {
        match self.bytes.get(2 * index..2 * index + 2) {
            Some(&[low, high]) => usize::from(u16::from_le_bytes([low, high])),
            _ => 0,
        }
    }

    /// The number of a feature; `None` if the table doesn't know it.
    fn feature(&self, hash: Hash) -> Option<usize> {
        let (bucket, fingerprint) = place(hash, self.seed, self.bucket_bits);
        let fingerprints = (1 << self.bucket_bits) + 1;
        (self.number(bucket)..self.number(bucket + 1))
            .find(|feature| self.number(fingerprints + feature) == usize::from(fingerprint))
    }

    fn add(&self, feature: usize, scores: &mut [i32; MAX_CLASSES]) {
        let ends = (1 << self.bucket_bits) + 1 + self.features;
        let postings = ends + self.features;
        let start = if feature == 0 { 0 } else { self.number(ends + feature - 1) };
        steps::count(self.number(ends + feature).saturating_sub(start));
        for posting in start..self.number(ends + feature) {
            let posting = self.number(postings + posting) as u16;
            let class = usize::from(posting & ((1 << CLASS_BITS) - 1));
            let weight = i32::from(posting as i16 >> CLASS_BITS);
            if let Some(score) = scores.get_mut(class) {
                *score += weight;
            }
        }
    }

    pub(crate) fn knows(&self, hash: Hash) -> bool {
        self.feature(hash).is_some()
    }

    pub(crate) fn is_stop_word(&self, hash: Hash) -> bool {
        self.stop_words.binary_search(&hash).is_ok()
    }

    /// The scores of a text: each word and each pair counts once.
    pub(crate) fn score(&self, text: &str) -> Scores {
        self.score_tokens(Tokens::new(text).map(|token| token.hash))
    }

    /// The scores of a text, given the hashes of its tokens.
    pub(crate) fn score_tokens(&self, tokens: impl Iterator<Item = Hash>) -> Scores {
        let mut scores = Scores { by_class: [0; MAX_CLASSES], classes: self.classes };
        let mut seen = [0_u64; MAX_FEATURES / 64];
        let mut is_new = |feature: usize| match seen.get_mut(feature / 64) {
            Some(bits) => {
                let bit = 1 << (feature % 64);
                let is_new = *bits & bit == 0;
                *bits |= bit;
                is_new
            }
            None => false,
        };
        let mut left = None;
        for right in tokens.take(MAX_TOKENS).filter(|&token| !self.is_stop_word(token)) {
            if let Some(feature) = self.feature(right).filter(|&feature| is_new(feature)) {
                self.add(feature, &mut scores.by_class);
            }
            let pair = left.and_then(|left| self.feature(hash_pair(left, right)));
            if let Some(feature) = pair.filter(|&feature| is_new(feature)) {
                self.add(feature, &mut scores.by_class);
            }
            left = Some(right);
        }
        scores
    }
}

/// How well a text fits each class.
#[derive(Clone, Debug)]
pub(crate) struct Scores {
    by_class: [i32; MAX_CLASSES],
    classes: usize,
}

impl Scores {
    /// One score for each code, in the order of the catalog.
    pub(crate) fn codes(&self) -> &[i32] {
        self.by_class.get(..self.classes.saturating_sub(1)).unwrap_or(&[])
    }

    /// The score of "not this API's error".
    pub(crate) fn foreign(&self) -> i32 {
        self.classes.checked_sub(1).and_then(|last| self.by_class.get(last)).copied().unwrap_or(0)
    }
}
