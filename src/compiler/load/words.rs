//! `words.toml`: how the word model is trained, and when its guess is used.

use super::fields::{At, Fields};
use crate::compiler::problem::{Problem, ProblemKind};
use crate::words::model::Decision;

/// How the word model is trained, and when its guess is used.
#[derive(Debug)]
pub struct WordModel {
    /// The languages that messages are written in. The model learns from their texts even if they are not compiled in.
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
    /// In 1/65536.
    pub close_enough: u32,
    /// In 1/65536.
    pub shrink: u32,
    pub pair_texts: u32,
    pub least_weight: u32,
}

/// `None` if a number is missing.
pub fn read(fields: &mut Fields<'_>, problems: &mut Vec<Problem>) -> Option<WordModel> {
    // Larger numbers make no sense, and training would overflow.
    const WEIGHT: u32 = 100;
    const SCORE: u32 = 1024;
    let languages = fields.required_strings("languages", problems);
    let stop_words = fields.strings("stop_words", problems);
    let names = fields.strings("names", problems);
    let weights = numbers_of(fields, "weights", problems, |number| TextWeights {
        pattern: number("pattern", WEIGHT),
        wording: number("wording", WEIGHT),
        title: number("title", WEIGHT),
        slug: number("slug", WEIGHT),
        keyword: number("keyword", WEIGHT),
        api_value: number("api_value", WEIGHT),
        cause: number("cause", WEIGHT),
        reason: number("reason", WEIGHT),
        solution: number("solution", WEIGHT),
        step: number("step", WEIGHT),
        foreign: number("foreign", WEIGHT),
    });
    let training = numbers_of(fields, "training", problems, |number| Training {
        forms: number("forms", 16),
        passes: number("passes", 16),
        step: number("step", 256),
        close_enough: number("close_enough", 1 << 16),
        shrink: number("shrink", 1 << 16),
        pair_texts: number("pair_texts", SCORE),
        least_weight: number("least_weight", SCORE),
    });
    let decision = numbers_of(fields, "decision", problems, |number| Decision {
        other_status: number("other_status", SCORE),
        general: number("general", SCORE),
        least: number("least", SCORE),
        gate: number("gate", SCORE),
        around: number("around", SCORE),
        foreign: number("foreign", SCORE),
        retry: number("retry", SCORE),
    });
    Some(WordModel { languages, stop_words, names, weights: weights?, training: training?, decision: decision? })
}

/// Reads the table `key`, which contains only numbers. `read` asks for each number by its key and its maximum. `None`
/// if a number is missing.
fn numbers_of<T>(
    fields: &mut Fields<'_>,
    key: &'static str,
    problems: &mut Vec<Problem>,
    read: impl FnOnce(&mut dyn FnMut(&'static str, u32) -> u32) -> T,
) -> Option<T> {
    let is_missing = fields.place_of(key).is_none();
    let Some(table) = fields.table(key, format!("`[{key}]`"), problems) else {
        if is_missing {
            problems.push(fields.place().problem(
                ProblemKind::MissingKey,
                format!("the file has no `[{key}]`"),
                "restore it from the repository",
            ));
        }
        return None;
    };
    table.read(problems, |table, problems| {
        let mut complete = true;
        let value = read(&mut |key, most| {
            let Some(number) = table.required::<u32>(key, problems) else {
                complete = false;
                return 0;
            };
            if number.value > most {
                problems.push(number.place.problem(
                    ProblemKind::NumberTooLarge,
                    format!("`{key}` is {}", number.value),
                    format!("use {most} at most"),
                ));
            }
            number.value
        });
        complete.then_some(value)
    })
}
