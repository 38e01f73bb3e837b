//! Softmax regression by stochastic gradient descent, in integers: the weights are the same on every machine.
//!
//! A dependent's build runs this unoptimized, where each step of a loop is expensive. So the loops that run millions
//! of times use indices instead of iterators, and add two weights in one operation.

use super::documents::Documents;
use crate::compiler::load::words::WordModel;
use crate::words::model::MAX_CLASSES;

/// A weight of 1.0, and a probability of 1.
const ONE: i64 = 1 << 16;

/// The weights of one feature. One number contains the weights of classes 2n and 2n + 1, as `even + odd * 2^32`. Adding
/// two such numbers adds both weights.
type Row = [i64; MAX_CLASSES / 2];

fn even(pair: i64) -> i32 {
    pair as i32
}

fn odd(pair: i64) -> i32 {
    ((pair - even(pair) as i64) >> 32) as i32
}

/// What to add to a pair so that the weight of `class` grows by `change`.
fn pair(class: usize, change: i64) -> i64 {
    if class % 2 == 0 { change } else { change << 32 }
}

/// e^(-i/64) for each i, in units of 1/65536.
fn exp_table() -> Vec<i64> {
    // e^(-1/64) in units of 1/2^32.
    const STEP: u64 = 4_228_380_000;
    let mut value: u64 = (1 << 32) - 1;
    let mut table = Vec::with_capacity(1024);
    for _ in 0..1024 {
        table.push((value >> 16) as i64);
        value = (value * STEP) >> 32;
    }
    table
}

fn gcd(a: usize, b: usize) -> usize {
    if b == 0 { a } else { gcd(b, a % b) }
}

/// The weights of each feature for each class, in units of 1/65536.
pub fn train(documents: &Documents, settings: &WordModel) -> Vec<[i32; MAX_CLASSES]> {
    let training = &settings.training;
    let (passes, close_enough) = (i64::from(training.passes), i64::from(training.close_enough));
    let classes = documents.classes;
    let foreign = classes - 1;
    let pairs = classes.div_ceil(2);
    let exp = exp_table();
    let exp = exp.as_slice();
    let mut rows: Vec<Row> = vec![[0; MAX_CLASSES / 2]; documents.features.len()];
    let texts = documents.list.len();
    for pass in 0..training.passes as usize {
        // The steps get smaller with each pass, so that it hardly matters which text comes last.
        let step = i64::from(training.step) * 2 * (passes - pass as i64) / (passes + 1);
        // Neighbors in the catalog resemble each other, so the order is shuffled, differently in each pass.
        let mut stride = texts * (382 + 61 * pass) / 1000 + 1;
        while gcd(stride, texts) != 1 {
            stride += 1;
        }
        let mut at = pass * 97 % texts.max(1);
        for _ in 0..texts {
            at = (at + stride) % texts;
            let document = &documents.list[at];
            let scores = scores(&rows, &document.features, pairs);
            let mut best = scores[0];
            let mut class = 0;
            while class < classes {
                if scores[class] > best {
                    best = scores[class];
                }
                class += 1;
            }
            let mut likely = [0_i64; MAX_CLASSES];
            let mut sum = 0;
            class = 0;
            while class < classes {
                // Scores are in units of 1/65536. The table has an entry for every 1/64.
                let distance = ((best - scores[class]) >> 10) as usize;
                if distance < 1024 {
                    likely[class] = exp[distance];
                    sum += likely[class];
                }
                class += 1;
            }
            // Texts of other programs must not weaken what was learned from this API: they change only the weights of
            // their own class.
            class = if document.class == foreign { foreign } else { 0 };
            let mut changes = [(0, 0); MAX_CLASSES];
            let mut count = 0;
            while class < classes {
                let target = if class == document.class { ONE } else { 0 };
                let error = target - likely[class] * ONE / sum;
                if error >= close_enough || error <= -close_enough {
                    // The step is in units of 1/256, the document's weight in tenths.
                    changes[count] = (class / 2, pair(class, error * step * document.weight / 2560));
                    count += 1;
                }
                class += 1;
            }
            for &feature in &document.features {
                change(&mut rows[feature as usize], &changes[..count]);
            }
        }
        if pass + 1 < training.passes as usize {
            for row in &mut rows {
                shrink(row, pairs, training.shrink as i32);
            }
        }
    }
    rows.iter().map(unpacked).collect()
}

fn scores(rows: &[Row], features: &[u32], pairs: usize) -> [i32; MAX_CLASSES] {
    let mut sums: Row = [0; MAX_CLASSES / 2];
    for &feature in features {
        let row = &rows[feature as usize];
        let mut at = 0;
        while at < pairs {
            sums[at] += row[at];
            at += 1;
        }
    }
    unpacked(&sums)
}

fn unpacked(row: &Row) -> [i32; MAX_CLASSES] {
    let mut weights = [0; MAX_CLASSES];
    let mut at = 0;
    while at < MAX_CLASSES / 2 {
        if row[at] != 0 {
            weights[2 * at] = even(row[at]);
            weights[2 * at + 1] = odd(row[at]);
        }
        at += 1;
    }
    weights
}

fn change(row: &mut Row, changes: &[(usize, i64)]) {
    let mut at = 0;
    while at < changes.len() {
        row[changes[at].0] += changes[at].1;
        at += 1;
    }
}

/// Moves each weight towards zero.
fn shrink(row: &mut Row, pairs: usize, by: i32) {
    let smaller = |weight: i32| {
        if weight > by {
            weight - by
        } else if weight < -by {
            weight + by
        } else {
            0
        }
    };
    let mut at = 0;
    while at < pairs {
        if row[at] != 0 {
            row[at] = pair(0, smaller(even(row[at])).into()) + pair(1, smaller(odd(row[at])).into());
        }
        at += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pair_holds_two_weights_and_their_sums() {
        for (one, other) in [(0, 0), (5, -7), (-5, 7), (-1, -1), (1 << 29, -(1 << 29)), (-1, 0), (0, -1)] {
            let both = pair(0, one.into()) + pair(1, other.into());
            assert_eq!((even(both), odd(both)), (one, other));
            assert_eq!((even(both + both), odd(both + both)), (2 * one, 2 * other));
        }
    }
}
