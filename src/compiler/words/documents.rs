//! The training data: texts of the catalog, each with its class and its weight.

use std::collections::{BTreeSet, HashMap};
use std::hash::{BuildHasherDefault, Hasher};

use crate::compiler::check::checked::Checked;
use crate::compiler::load::errors::Error;
use crate::compiler::load::texts::Texts;
use crate::compiler::load::words::WordModel;
use crate::words::tokens::{Hash, Tokens, hash, hash_pair};

/// All documents, as features. A feature is a word, or a pair of words that enough documents have.
pub struct Documents {
    pub list: Vec<Document>,
    /// The hash of each feature.
    pub features: Vec<Hash>,
    /// The words among the features, as text. A search uses them to correct misspelled words.
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
    let catalog = &checked.catalog;
    let mut collector = Collector::new(settings);
    let learned: Vec<usize> = settings.languages.iter().filter_map(|tag| catalog.locale(&tag.value)).collect();
    let mut numbers = 0..;
    for (class, error) in catalog.errors.iter().enumerate() {
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
        collector.entry(class, error, &learned, settings);
    }
    for sentence in &catalog.foreign {
        collector.add(catalog.errors.len(), settings.weights.foreign, &sentence.value);
    }
    collector.finish(catalog.errors.len() + 1, settings)
}

struct Collector {
    stop_words: Vec<Hash>,
    /// The documents with all their features, including rare pairs.
    list: Vec<Document>,
    numbers: HashMap<Hash, u32, BuildHasherDefault<Hashed>>,
    features: Vec<Feature>,
}

/// The keys of the map are hashes already.
#[derive(Default)]
struct Hashed(u64);

impl Hasher for Hashed {
    fn write(&mut self, bytes: &[u8]) {
        for &byte in bytes {
            self.0 = self.0.rotate_left(8) ^ u64::from(byte);
        }
    }

    fn write_u64(&mut self, hash: u64) {
        self.0 = hash;
    }

    fn finish(&self) -> u64 {
        self.0
    }
}

struct Feature {
    hash: Hash,
    /// The word; `None` for a pair.
    word: Option<String>,
    /// How many documents have it.
    documents: u32,
}

impl Collector {
    fn new(settings: &WordModel) -> Self {
        let mut stop_words: Vec<Hash> = settings.stop_words.iter().map(|word| hash(&word.value)).collect();
        stop_words.sort_unstable();
        Collector { stop_words, list: Vec::new(), numbers: HashMap::default(), features: Vec::new() }
    }

    fn entry(&mut self, class: usize, error: &Error, languages: &[usize], settings: &WordModel) {
        let weights = &settings.weights;
        for value in error.api_codes.iter().chain(&error.api_types) {
            self.add(class, weights.api_value, &value.value);
        }
        for wording in &error.wordings {
            self.add(class, weights.wording, &wording.text.value);
        }
        for texts in languages.iter().filter_map(|&locale| error.texts.get(locale)?.as_ref()) {
            let Texts { title, cause, solution, reasons, steps, prevention: _, keywords, of: _ } = texts;
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
        let mut features = Vec::new();
        let mut left = None;
        for token in Tokens::new(text) {
            let right = token.hash;
            if self.stop_words.binary_search(&right).is_ok() {
                continue;
            }
            self.feature(right, Some(token.text), &mut features);
            if let Some(left) = left {
                self.feature(hash_pair(left, right), None, &mut features);
            }
            left = Some(right);
        }
        if !features.is_empty() {
            self.list.push(Document { class, weight: weight.into(), features });
        }
    }

    /// Adds a feature to a document, unless the document already has it.
    fn feature(&mut self, hash: Hash, word: Option<&str>, document: &mut Vec<u32>) {
        let number = *self.numbers.entry(hash).or_insert(self.features.len() as u32);
        if number as usize == self.features.len() {
            self.features.push(Feature { hash, word: word.map(str::to_lowercase), documents: 0 });
        }
        if !document.contains(&number) {
            document.push(number);
            self.features[number as usize].documents += 1;
        }
    }

    /// Removes rare pairs, and renumbers the features.
    fn finish(mut self, classes: usize, settings: &WordModel) -> Documents {
        let mut features = Vec::new();
        let mut words = BTreeSet::new();
        let mut numbers = Vec::new();
        for feature in self.features {
            let kept = feature.word.is_some() || feature.documents >= settings.training.pair_texts;
            numbers.push(kept.then_some(features.len() as u32));
            if kept {
                features.push(feature.hash);
            }
            words.extend(feature.word);
        }
        for document in &mut self.list {
            document.features = document.features.iter().filter_map(|&number| numbers[number as usize]).collect();
        }
        Documents { list: self.list, features, words, classes, stop_words: self.stop_words }
    }
}
