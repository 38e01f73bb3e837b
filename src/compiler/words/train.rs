//! Softmax regression by stochastic gradient descent, in integers: the weights are the same on every machine.
//!
//! A dependent's build runs this unoptimized, where iterators are slow. So the two loops that run thirty million
//! times are written with indices.

use super::documents::Documents;
use crate::compiler::model::WordModel;

/// A weight of 1.0, and a probability of 1.
const ONE: i64 = 1 << 16;

/// Room for all classes, so that the inner loops run over arrays.
const ROOM: usize = crate::words::model::MAX_CLASSES;

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
pub fn train(documents: &Documents, settings: &WordModel) -> Vec<[i32; ROOM]> {
    let training = &settings.training;
    let (step, close_enough, shrink) = (i64::from(training.step), i64::from(training.close_enough), training.shrink);
    let classes = documents.classes;
    let foreign = classes - 1;
    let exp = exp_table();
    let mut weights = vec![[0_i32; ROOM]; documents.features.len()];
    let count = documents.list.len();
    for pass in 0..training.passes as usize {
        // Neighbors in the catalog resemble each other. So the order is shuffled, and is another one in each pass.
        let mut stride = count * (382 + 61 * pass) / 1000 + 1;
        while gcd(stride, count) != 1 {
            stride += 1;
        }
        let mut at = pass * 97 % count.max(1);
        for _ in 0..count {
            at = (at + stride) % count;
            let document = &documents.list[at];
            let scores = scores(&weights, &document.features, classes);
            let mut best = scores[0];
            let mut class = 0;
            while class < classes {
                if scores[class] > best {
                    best = scores[class];
                }
                class += 1;
            }
            let mut likely = [0_i64; ROOM];
            let mut sum = 0;
            class = 0;
            while class < classes {
                let distance = ((best - scores[class]) >> 10) as usize;
                if distance < 1024 {
                    likely[class] = exp[distance];
                    sum += likely[class];
                }
                class += 1;
            }
            // What other programs say must not unlearn what this API says: it moves the weights of its own class only.
            class = if document.class == foreign { foreign } else { 0 };
            while class < classes {
                let target = if class == document.class { ONE } else { 0 };
                let error = target - likely[class] * ONE / sum;
                if error.abs() >= close_enough {
                    let change = (error * step * document.weight / 2560) as i32;
                    for &feature in &document.features {
                        weights[feature as usize][class] += change;
                    }
                }
                class += 1;
            }
        }
        if pass + 1 < training.passes as usize {
            for weight in weights.iter_mut().flatten() {
                if *weight != 0 {
                    *weight -= weight.signum() * weight.abs().min(shrink as i32);
                }
            }
        }
    }
    weights
}

fn scores(weights: &[[i32; ROOM]], features: &[u32], classes: usize) -> [i32; ROOM] {
    let mut scores = [0_i32; ROOM];
    for &feature in features {
        let row = &weights[feature as usize];
        let mut class = 0;
        while class < classes {
            scores[class] += row[class];
            class += 1;
        }
    }
    scores
}
