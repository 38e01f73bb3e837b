//! Packs the trained weights into the table that lookups read.

use super::documents::Documents;
use crate::compiler::load::words::WordModel;
use crate::words::model::{CLASS_BITS, MAX_CLASSES, MAX_FEATURES, Model, UNIT, WEIGHTS, place};
use crate::words::tokens::{Hash, hash};

/// The table of weights, and the words in it.
#[derive(Debug, PartialEq, Eq)]
pub struct WordTable {
    pub bytes: Vec<u8>,
    pub seed: Hash,
    pub bucket_bits: u32,
    pub features: usize,
    pub classes: usize,
    pub stop_words: Vec<Hash>,
    /// The words of the table, one per line, in alphabetical order.
    pub words: String,
}

impl WordTable {
    pub fn model(&self) -> Model<'_> {
        Model {
            bytes: &self.bytes,
            seed: self.seed,
            bucket_bits: self.bucket_bits,
            features: self.features,
            classes: self.classes,
            stop_words: &self.stop_words,
        }
    }
}

/// The hash of a feature, and its weights, each with its class.
type Row = (Hash, Vec<(usize, i32)>);

pub fn pack(documents: &Documents, weights: &[[i32; MAX_CLASSES]], settings: &WordModel) -> Result<WordTable, String> {
    let least = settings.training.least_weight as i32;
    let mut rows: Vec<Row> = Vec::new();
    for (&hash, row) in documents.features.iter().zip(weights) {
        let postings = quantize(&row[..documents.classes], least);
        if !postings.is_empty() {
            rows.push((hash, postings));
        }
    }
    if rows.len() > MAX_FEATURES {
        return Err(format!(
            "the word model has {} words and pairs, more than the limit of {MAX_FEATURES}",
            rows.len()
        ));
    }
    // About four features per bucket.
    let bucket_bits = (rows.len() / 4).next_power_of_two().ilog2().max(1);
    let seed = distinct_seed(&rows, bucket_bits).ok_or("two words of the word model can't be distinguished")?;
    rows.sort_by_key(|(hash, _)| place(*hash, seed, bucket_bits));

    let mut starts: Vec<usize> = Vec::new();
    for bucket in 0..=(1 << bucket_bits) {
        starts.push(rows.partition_point(|(hash, _)| place(*hash, seed, bucket_bits).0 < bucket));
    }
    let mut ends = Vec::new();
    let mut postings = Vec::new();
    for (_, row) in &rows {
        postings.extend(row.iter().map(|&(class, weight)| ((weight << CLASS_BITS) as u16) | class as u16));
        ends.push(postings.len());
    }
    let mut bytes = Vec::new();
    let fingerprints = rows.iter().map(|(hash, _)| usize::from(place(*hash, seed, bucket_bits).1));
    for number in starts.into_iter().chain(fingerprints).chain(ends) {
        let number = u16::try_from(number).map_err(|_| "the word model has more than 65,535 weights".to_owned())?;
        bytes.extend(number.to_le_bytes());
    }
    bytes.extend(postings.into_iter().flat_map(u16::to_le_bytes));

    let features = rows.len();
    let mut table = WordTable {
        bytes,
        seed,
        bucket_bits,
        features,
        classes: documents.classes,
        stop_words: documents.stop_words.clone(),
        words: String::new(),
    };
    let known: Vec<&str> =
        documents.words.iter().map(String::as_str).filter(|word| table.model().knows(hash(word))).collect();
    table.words = known.join("\n");
    Ok(table)
}

/// The weights of a feature as stored in the table. A weight that all classes share decides nothing, so the median is
/// subtracted, and most weights become zero.
fn quantize(row: &[i32], least: i32) -> Vec<(usize, i32)> {
    let median = median(row);
    let one = 1 << 16;
    row.iter()
        .enumerate()
        .map(|(class, weight)| {
            let scaled = i64::from(weight - median) * i64::from(UNIT);
            let rounded = (scaled + (one / 2) * scaled.signum()) / one;
            (class, (rounded as i32).clamp(*WEIGHTS.start(), *WEIGHTS.end()))
        })
        .filter(|(_, weight)| weight.abs() >= least)
        .collect()
}

fn median(row: &[i32]) -> i32 {
    // Most weights of most features are zero. In that case, sorting isn't needed.
    let (mut negative, mut zero) = (0, 0);
    for &weight in row {
        negative += usize::from(weight < 0);
        zero += usize::from(weight == 0);
    }
    let middle = row.len() / 2;
    if (negative..negative + zero).contains(&middle) {
        return 0;
    }
    let mut sorted = row.to_vec();
    sorted.sort_unstable();
    sorted[middle]
}

/// A seed with which no two features have both the same bucket and the same fingerprint.
fn distinct_seed(rows: &[Row], bucket_bits: u32) -> Option<Hash> {
    (0..64).find(|&seed| {
        let mut places: Vec<(usize, u16)> = rows.iter().map(|(hash, _)| place(*hash, seed, bucket_bits)).collect();
        places.sort_unstable();
        places.windows(2).all(|pair| pair[0] != pair[1])
    })
}
