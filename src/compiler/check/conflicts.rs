//! Finds conflicts between patterns: a form that belongs to two codes, and patterns that can never win.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use super::checked::CheckedMessage;
use super::checker::Checker;
use crate::compiler::load::messages::Message;
use crate::compiler::patterns::graph::Node;
use crate::compiler::patterns::samples::samples;
use crate::compiler::patterns::set::{PatternSet, Position};
use crate::compiler::patterns::syntax::Pattern;
use crate::compiler::patterns::tables::Tables;
use crate::compiler::problem::ProblemKind;
use crate::matcher::look_up::{Limits, look_up};
use crate::matcher::placeholder::Kind;

impl Checker<'_> {
    /// Reports messages of different codes that share a form and a status. Returns the later one of each pair.
    pub(super) fn repeated(
        &mut self,
        set: &PatternSet<'_>,
        messages: &[CheckedMessage],
        loaded: &[&Message],
    ) -> BTreeSet<u32> {
        let mut repeated = BTreeSet::new();
        for (later, earlier) in forms_in_common(set) {
            let Some((this, that)) = messages.get(later as usize).zip(messages.get(earlier as usize)) else {
                continue;
            };
            let overlap = this.statuses.iter().any(|status| that.statuses.contains(status))
                || (this.statuses.is_empty() && that.statuses.is_empty());
            if !overlap || this.code == that.code {
                continue;
            }
            let at = loaded[earlier as usize].pattern.place.short();
            self.problem(
                &loaded[later as usize].pattern.place,
                ProblemKind::RepeatedPattern,
                format!(
                    "one form of this pattern is the same as one of `{}`, for the same status, at {at}",
                    self.catalog.errors[that.code].slug
                ),
                "keep it in only one of the two, or give one of them different `statuses`",
            );
            repeated.insert(later);
        }
        repeated
    }

    /// Reports patterns that can never win: all samples made from such a pattern find other messages.
    pub(super) fn can_win(
        &mut self,
        patterns: &[(u32, Pattern)],
        messages: &[CheckedMessage],
        loaded: &[&Message],
        repeated: &BTreeSet<u32>,
        tables: &Tables,
    ) {
        let tables = tables.as_slices();
        let limits = Limits { places: 1, ..Limits::MESSAGE };
        for (number, pattern) in patterns {
            if repeated.contains(number) {
                continue;
            }
            let statuses: Vec<Option<u16>> = match &messages[*number as usize].statuses[..] {
                [] => vec![None],
                statuses => statuses.iter().copied().map(Some).collect(),
            };
            let mut winners = samples(pattern).into_iter().flat_map(|sample| {
                let statuses = statuses.clone();
                statuses.into_iter().map(move |status| {
                    let comes_with = |number: u32, status: u16| messages[number as usize].statuses.contains(&status);
                    let answer = look_up(&tables, &sample, limits, status, &comes_with);
                    answer.map(|answer| answer.found.pattern)
                })
            });
            let first = winners.next().flatten();
            if first == Some(*number) || winners.any(|winner| winner == Some(*number)) {
                continue;
            }
            let place = &loaded[*number as usize].pattern.place;
            match first {
                Some(other) => {
                    let at = loaded[other as usize].pattern.place.short();
                    self.problem(
                        place,
                        ProblemKind::PatternNeverWins,
                        format!("the pattern can never win: the one at {at} matches everything that it does"),
                        "remove it, or add text that the other one doesn't have",
                    );
                }
                None => self.problem(
                    place,
                    ProblemKind::PatternNotItself,
                    "the pattern doesn't match a message made from it",
                    "change the text around its placeholders",
                ),
            }
        }
    }
}

/// The pairs of messages that share a form, by their numbers, the higher one first. A
/// form is a sequence of text and placeholders.
fn forms_in_common(set: &PatternSet<'_>) -> BTreeSet<(u32, u32)> {
    #[derive(PartialEq, Eq, PartialOrd, Ord)]
    enum Symbol {
        Byte(u8),
        Placeholder(Kind, u8),
    }
    let starts = set.starts().into_iter().filter(|start| !set.list[start.pattern].is_wrapper);
    let mut to_do: Vec<BTreeSet<Position>> = vec![starts.collect()];
    let mut known: HashSet<Vec<Position>> = HashSet::new();
    let mut pairs = BTreeSet::new();
    while let Some(positions) = to_do.pop() {
        let mut ends = BTreeSet::new();
        let mut next: BTreeMap<Symbol, BTreeSet<Position>> = BTreeMap::new();
        for position in set.alternatives(&positions, |_, _| true) {
            match (set.node(position), set.next_byte(position)) {
                (_, Some((byte, after))) => drop(next.entry(Symbol::Byte(byte)).or_default().insert(after)),
                (Node::Placeholder(kind, name, after), _) => {
                    let after = position.at(*after);
                    next.entry(Symbol::Placeholder(*kind, *name)).or_default().insert(after);
                }
                _ => drop(ends.insert(set.list[position.pattern].number)),
            }
        }
        pairs.extend(ends.iter().flat_map(|&later| ends.range(..later).map(move |&earlier| (later, earlier))));
        // Only positions in at least two patterns can lead to a shared form.
        next.retain(|_, after| after.first().map(|position| position.pattern) != after.last().map(|p| p.pattern));
        to_do.extend(next.into_values().filter(|after| known.insert(after.iter().copied().collect())));
    }
    pairs
}
