//! The counters of a report. Their memory doesn't grow with the log.

use std::collections::{BTreeMap, HashMap};

use openai_error_catalog::{Code, Diagnosis, Locale, Match, Scope, Verdict};

use crate::logs::batch::Batch;
use crate::logs::line;

/// The maximum number of models to count separately. A log of real calls has a few dozen. But a model's name comes from
/// the log, so there could be any number of them.
const MAX_MODELS: usize = 10_000;

/// The maximum number of hours to count separately: eleven years.
const MAX_HOURS: usize = 100_000;

#[derive(Default)]
pub struct Counts {
    pub lines: u64,
    pub unreadable: u64,
    pub codes: BTreeMap<Code, Errors>,
    /// Errors by the hour, in hours since 1970.
    pub hours: BTreeMap<i64, u64>,
    /// Errors without a time, or beyond [`MAX_HOURS`].
    pub untimed: u64,
    /// The time of the first error, in milliseconds since 1970.
    pub first: Option<i64>,
    /// The time of the last error, in milliseconds since 1970.
    pub last: Option<i64>,
    pub models: HashMap<String, u64>,
    /// How many errors say which model was called.
    pub with_model: u64,
}

/// The errors of one code, grouped by what to do about them. Most messages of an entry share its policy and texts, but
/// some have their own.
#[derive(Default)]
pub struct Errors(Vec<(Diagnosis, u64)>);

impl Counts {
    pub fn of(batch: &Batch, is_text: bool) -> Self {
        let mut counts = Counts::default();
        for line in batch.lines() {
            counts.lines += 1;
            line::read(&line, is_text, |read| match read {
                Ok(answer) => {
                    if let Some(found) = &answer.found {
                        counts.error(found, answer.time_ms());
                    }
                }
                Err(_) => counts.unreadable += 1,
            });
        }
        counts
    }

    fn error(&mut self, found: &Match<'_>, time: Option<i64>) {
        self.codes.entry(found.code()).or_default().one(found);
        match time {
            Some(time) => {
                self.first = Some(self.first.map_or(time, |first| first.min(time)));
                self.last = self.last.max(Some(time));
                self.at(time.div_euclid(3_600_000), 1);
            }
            None => self.untimed += 1,
        }
        if let Some(model) = found.value("model") {
            self.with_model += 1;
            self.model(model, 1);
        }
    }

    /// Adds the counts of another part of the log.
    pub fn add(&mut self, more: Counts) {
        self.lines += more.lines;
        self.unreadable += more.unreadable;
        self.untimed += more.untimed;
        self.with_model += more.with_model;
        self.first = [self.first, more.first].into_iter().flatten().min();
        self.last = self.last.max(more.last);
        for (code, errors) in more.codes {
            self.codes.entry(code).or_default().add(errors);
        }
        for (hour, count) in more.hours {
            self.at(hour, count);
        }
        for (model, count) in more.models {
            self.model(&model, count);
        }
    }

    fn at(&mut self, hour: i64, count: u64) {
        if let Some(counted) = self.hours.get_mut(&hour) {
            *counted += count;
        } else if self.hours.len() < MAX_HOURS {
            self.hours.insert(hour, count);
        } else {
            self.untimed += count;
        }
    }

    fn model(&mut self, model: &str, count: u64) {
        if let Some(counted) = self.models.get_mut(model) {
            *counted += count;
        } else if self.models.len() < MAX_MODELS {
            self.models.insert(model.to_owned(), count);
        }
    }
}

impl Errors {
    fn one(&mut self, found: &Match<'_>) {
        let key = (found.verdict(), found.scope(), found.solution(Locale::En).as_ptr());
        match self.0.iter_mut().find(|(known, _)| key_of(known) == key) {
            Some((_, count)) => *count += 1,
            // `diagnosis` searches the message for a wait, which is too slow to do for each error.
            None => self.0.push((found.diagnosis(), 1)),
        }
    }

    fn add(&mut self, more: Errors) {
        for (diagnosis, more) in more.0 {
            match self.0.iter_mut().find(|(known, _)| key_of(known) == key_of(&diagnosis)) {
                Some((_, count)) => *count += more,
                None => self.0.push((diagnosis, more)),
            }
        }
    }

    pub fn count(&self) -> u64 {
        self.0.iter().map(|(_, count)| count).sum()
    }

    pub fn with(&self, verdict: Verdict) -> u64 {
        self.0.iter().filter(|(known, _)| known.verdict() == verdict).map(|(_, count)| count).sum()
    }

    pub fn in_scope(&self, scope: Scope) -> u64 {
        self.0.iter().filter(|(known, _)| known.scope() == scope).map(|(_, count)| count).sum()
    }

    /// The most frequent diagnosis, and how often it occurred.
    pub fn most(&self) -> Option<(Diagnosis, u64)> {
        // If two are equally frequent, the order of their texts decides, so that the number of threads makes no difference.
        let order = |(known, count): &&(Diagnosis, u64)| (*count, std::cmp::Reverse(known.solution(Locale::En)));
        self.0.iter().max_by_key(order).copied()
    }
}

/// A key that is cheap to compare. Each text is static and exists only once, so its address identifies it.
fn key_of(known: &Diagnosis) -> (Verdict, Scope, *const u8) {
    (known.verdict(), known.scope(), known.solution(Locale::En).as_ptr())
}
