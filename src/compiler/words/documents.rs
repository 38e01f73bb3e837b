//! What the model learns from: texts of the catalog, each with its class and its weight.

use std::collections::{BTreeSet, HashMap};

use crate::compiler::check::Checked;
use crate::compiler::model::{Error, Texts, WordModel};
use crate::words::tokens::{Hash, Tokens, hash, hash_pair};

/// All documents as features: words, and pairs that enough of them have.
pub struct Documents {
    pub list: Vec<Document>,
    /// The hash of each feature.
    pub features: Vec<Hash>,
    /// The words among them, as text. A search corrects misspelled words with it.
    pub words: BTreeSet<String>,
    /// The codes, and after them "not this API's error".
    pub classes: usize,
    pub stop_words: Vec<Hash>,
}

pub struct Document {
    pub class: usize,
    /// In tenths.
    pub weight: i64,
    /// Numbers of features, each once.
    pub features: Vec<u32>,
}

/// The documents of a catalog, without the patterns that `without` lists by number.
pub fn documents(checked: &Checked, settings: &WordModel, without: &[u32]) -> Documents {
    let model = &checked.model;
    let mut collector = Collector::new(settings);
    let mut numbers = 0..;
    for (class, error) in model.errors.iter().enumerate() {
        collector.add(class, settings.weights.slug, &error.slug);
        let wordings: Vec<&[String]> = error
            .messages
            .iter()
            .zip(&mut numbers)
            .filter(|(_, number)| !without.contains(number))
            .filter_map(|(_, number)| checked.messages.get(number as usize))
            .map(|message| message.wordings.as_slice())
            .collect();
        for text in wordings.into_iter().flatten() {
            collector.add(class, settings.weights.pattern, text);
        }
        collector.entry(class, error, settings);
    }
    for sentence in &model.foreign {
        collector.add(model.errors.len(), settings.weights.foreign, &sentence.value);
    }
    collector.finish(model.errors.len() + 1, settings)
}

struct Collector {
    stop_words: Vec<Hash>,
    /// Class, weight, words, pairs.
    texts: Vec<(usize, i64, Vec<Hash>, Vec<Hash>)>,
    words: BTreeSet<String>,
    /// How many texts have a pair.
    pairs: HashMap<Hash, u32>,
}

impl Collector {
    fn new(settings: &WordModel) -> Self {
        let mut stop_words: Vec<Hash> = settings.stop_words.iter().map(|word| hash(&word.value)).collect();
        stop_words.sort_unstable();
        Collector { stop_words, texts: Vec::new(), words: BTreeSet::new(), pairs: HashMap::new() }
    }

    fn entry(&mut self, class: usize, error: &Error, settings: &WordModel) {
        let weights = &settings.weights;
        for value in error.api_codes.iter().chain(&error.api_types) {
            self.add(class, weights.api_value, &value.value);
        }
        for wording in &error.wordings {
            self.add(class, weights.wording, &wording.text.value);
        }
        for texts in error.texts.iter().flatten() {
            let Texts { title, cause, solution, reasons, steps, prevention: _, keywords } = texts;
            let single = [(title, weights.title), (cause, weights.cause), (solution, weights.solution)];
            let lists = [(reasons, weights.reason), (steps, weights.step), (keywords, weights.keyword)];
            for (text, weight) in single {
                text.iter().for_each(|text| self.add(class, weight, &text.value));
            }
            for (texts, weight) in lists {
                texts.iter().for_each(|text| self.add(class, weight, &text.value));
            }
        }
    }

    fn add(&mut self, class: usize, weight: u32, text: &str) {
        let mut words = Vec::new();
        let mut pairs = Vec::new();
        let mut left = None;
        for token in Tokens::new(text) {
            let right = token.hash;
            if self.stop_words.binary_search(&right).is_ok() {
                continue;
            }
            if !words.contains(&right) {
                words.push(right);
                self.words.insert(token.text.to_lowercase());
            }
            if let Some(left) = left {
                let pair = hash_pair(left, right);
                if !pairs.contains(&pair) {
                    pairs.push(pair);
                    *self.pairs.entry(pair).or_default() += 1;
                }
            }
            left = Some(right);
        }
        if !words.is_empty() {
            self.texts.push((class, weight.into(), words, pairs));
        }
    }

    fn finish(self, classes: usize, settings: &WordModel) -> Documents {
        let mut numbers: HashMap<Hash, u32> = HashMap::new();
        let mut features = Vec::new();
        let mut list = Vec::new();
        for (class, weight, words, pairs) in self.texts {
            let pairs = pairs.into_iter().filter(|pair| self.pairs[pair] >= settings.training.pair_texts);
            let numbers = words.into_iter().chain(pairs).map(|hash| {
                *numbers.entry(hash).or_insert_with(|| {
                    features.push(hash);
                    features.len() as u32 - 1
                })
            });
            list.push(Document { class, weight, features: numbers.collect() });
        }
        Documents { list, features, words: self.words, classes, stop_words: self.stop_words }
    }
}
