//! All patterns as one automaton.
//!
//! Its steps are bytes and gaps, and it has no circle; it is made deterministic,
//! and alike states become one. Optional parts and alternatives thus cost no copies.

use std::collections::{BTreeMap, HashMap};

use super::layout::{Tables, lay_out};
use super::pattern::{Fault, Part, Pattern, fault, swallows};
use super::problem::ProblemKind;
use crate::matcher::HEAD;
use crate::matcher::tape::{Kind, NO_NAME};

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Step {
    Byte(u8),
    Gap(Kind, u8),
}

/// One state of the automaton as the patterns are laid into it.
#[derive(Default)]
struct State {
    steps: Vec<(Step, usize)>,
    /// Steps that take nothing.
    free: Vec<usize>,
    accepts: Vec<u32>,
}

/// The patterns as they come.
pub struct Builder<'v> {
    states: Vec<State>,
    messages: usize,
    wrappers: usize,
    names: &'v [&'v str],
}

/// Where a pattern stands while it is laid: the states after a space (or at the
/// start) and after anything else. A second space adds nothing to a first one.
#[derive(Clone, Copy, Default)]
struct Front {
    spaced: Option<usize>,
    plain: Option<usize>,
}

impl<'v> Builder<'v> {
    /// `names` are the placeholders, in the order of their numbers.
    pub fn new(names: &'v [&'v str]) -> Self {
        Builder { states: vec![State::default(), State::default()], messages: 0, wrappers: 1, names }
    }

    /// Lays a message's pattern. `accept` is what a lookup answers with.
    pub fn message(&mut self, pattern: &Pattern, accept: u32) -> Result<(), Fault> {
        self.lay(self.messages, pattern, accept, true)
    }

    /// Lays a wrapper's pattern.
    pub fn wrapper(&mut self, pattern: &Pattern, accept: u32) -> Result<(), Fault> {
        self.lay(self.wrappers, pattern, accept, false)
    }

    fn add(&mut self) -> usize {
        self.states.push(State::default());
        self.states.len() - 1
    }

    fn lay(&mut self, root: usize, pattern: &Pattern, accept: u32, drop_full_stop: bool) -> Result<(), Fault> {
        let first = self.states.len();
        let start = self.add();
        let front = self.parts(Front { spaced: Some(start), plain: None }, &pattern.parts);
        self.check_gaps(first)?;
        // Closing white space and one closing full stop are not needed.
        let mut ends: Vec<usize> = [front.spaced, front.plain].into_iter().flatten().collect();
        self.step_back(first, &mut ends, b' ');
        if drop_full_stop {
            self.step_back(first, &mut ends, b'.');
            self.step_back(first, &mut ends, b' ');
        }
        if ends.contains(&start) {
            return fault(
                0,
                ProblemKind::EmptyPattern,
                "the pattern may be empty",
                "give it text that is not optional",
            );
        }
        for end in ends {
            self.states[end].accepts.push(accept);
        }
        self.states[root].free.push(start);
        Ok(())
    }

    /// Adds the states from which one `byte`, or nothing, leads to those in `ends`.
    fn step_back(&self, first: usize, ends: &mut Vec<usize>, byte: u8) {
        loop {
            let before = ends.len();
            for state in first..self.states.len() {
                let leads = self.states[state].free.iter().any(|to| ends.contains(to));
                if leads && !ends.contains(&state) {
                    ends.push(state);
                }
            }
            if ends.len() == before {
                break;
            }
        }
        for state in first..self.states.len() {
            let leads =
                self.states[state].steps.iter().any(|(step, to)| *step == Step::Byte(byte) && ends.contains(to));
            if leads && !ends.contains(&state) {
                ends.push(state);
            }
        }
    }

    fn parts(&mut self, mut front: Front, parts: &[Part]) -> Front {
        for part in parts {
            front = match part {
                Part::Text(text) => text.bytes().fold(front, |front, byte| self.byte(front, byte)),
                Part::Gap(kind, name) => {
                    let name = name.as_deref().map_or(NO_NAME, |name| {
                        let number = self.names.iter().position(|known| *known == name);
                        number.and_then(|number| u8::try_from(number).ok()).unwrap_or(NO_NAME)
                    });
                    self.step(front, Step::Gap(*kind, name))
                }
                Part::OneOf(branches) => {
                    let ends: Vec<Front> = branches.iter().map(|branch| self.parts(front, branch)).collect();
                    Front {
                        spaced: self.join(ends.iter().filter_map(|end| end.spaced).collect()),
                        plain: self.join(ends.iter().filter_map(|end| end.plain).collect()),
                    }
                }
            };
        }
        front
    }

    fn byte(&mut self, front: Front, byte: u8) -> Front {
        if byte != b' ' {
            return self.step(front, Step::Byte(byte));
        }
        let spaced = front.plain.map(|from| {
            let to = self.add();
            self.states[from].steps.push((Step::Byte(b' '), to));
            to
        });
        Front { spaced: self.join(front.spaced.into_iter().chain(spaced).collect()), plain: None }
    }

    fn step(&mut self, front: Front, step: Step) -> Front {
        let to = self.add();
        for from in [front.spaced, front.plain].into_iter().flatten() {
            self.states[from].steps.push((step, to));
        }
        Front { spaced: None, plain: Some(to) }
    }

    /// One state that stands for all of `states`.
    fn join(&mut self, mut states: Vec<usize>) -> Option<usize> {
        states.sort_unstable();
        states.dedup();
        match states[..] {
            [] => None,
            [only] => Some(only),
            _ => {
                let joined = self.add();
                for state in states {
                    self.states[state].free.push(joined);
                }
                Some(joined)
            }
        }
    }

    /// The text behind a gap must begin with something that the gap can't take.
    fn check_gaps(&self, first: usize) -> Result<(), Fault> {
        for state in &self.states[first..] {
            for (step, to) in &state.steps {
                let Step::Gap(kind, name) = *step else { continue };
                let shown = self.names.get(usize::from(name)).copied().unwrap_or("_");
                for behind in self.closure(&[*to]) {
                    for (next, to) in &self.states[behind].steps {
                        let byte = match (kind, *next) {
                            (_, Step::Byte(byte)) => byte,
                            // It ends by itself, and the second one takes what there is.
                            (Kind::Number | Kind::Status | Kind::Duration | Kind::Word, Step::Gap(Kind::Text, _)) => {
                                continue;
                            }
                            _ => {
                                return fault(
                                    0,
                                    ProblemKind::AdjacentPlaceholders,
                                    format!("a placeholder follows `{{{shown}}}` at once"),
                                    "put the text between them that the message has",
                                );
                            }
                        };
                        let text = self.text_from(byte, *to);
                        if swallows(kind, &text) {
                            return fault(
                                0,
                                ProblemKind::SwallowingPlaceholder,
                                format!(
                                    "`{{{shown}}}` takes in the text that follows it, {:?}",
                                    String::from_utf8_lossy(&text)
                                ),
                                "use a placeholder whose kind ends there (catalog/values.toml says how far each reaches)",
                            );
                        }
                    }
                }
            }
        }
        Ok(())
    }

    /// Some bytes of the way on, as long as there is only one.
    fn text_from(&self, first: u8, mut state: usize) -> Vec<u8> {
        let mut text = vec![first];
        while text.len() < 12 {
            match (&self.states[state].steps[..], &self.states[state].free[..]) {
                ([(Step::Byte(byte), to)], []) => {
                    text.push(*byte);
                    state = *to;
                }
                ([], [to]) => state = *to,
                _ => break,
            }
        }
        text
    }

    /// The states and all that are reached from them for nothing, sorted.
    fn closure(&self, states: &[usize]) -> Vec<usize> {
        let mut open: Vec<usize> = states.to_vec();
        let mut closed = Vec::new();
        while let Some(state) = open.pop() {
            if !closed.contains(&state) {
                closed.push(state);
                open.extend(&self.states[state].free);
            }
        }
        closed.sort_unstable();
        closed
    }

    /// The tables.
    pub fn build(&self) -> Tables {
        let mut subsets = Subsets {
            builder: self,
            single: vec![None; self.states.len()],
            several: HashMap::new(),
            drafts: Vec::new(),
            chains: HashMap::new(),
            alike: HashMap::new(),
        };
        let root = subsets.state(vec![self.messages]);
        // So far there are no wrappers in it: their accepts are other numbers.
        let accepts = subsets.drafts.iter().map(|draft| &draft.accepts);
        let together = accepts.filter(|accepts| accepts.len() > 1).cloned().collect();
        let wrappers = subsets.state(vec![self.wrappers]);
        let mut heads = BTreeMap::new();
        let short = subsets.behead(root, &mut Vec::new(), &mut heads);
        Tables { together, ..lay_out(&subsets.drafts, short, wrappers, &heads) }
    }
}

/// A state of the deterministic automaton: its steps in order, one of each kind.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Draft {
    pub steps: Vec<(Step, usize)>,
    pub accepts: Vec<u32>,
}

/// The deterministic automaton as it grows: each of its states stands for some of
/// the builder's.
///
/// A build script is not optimized, so this must not do much for a state; and
/// nearly all stand for one state of the builder that one step leads on from.
struct Subsets<'b> {
    builder: &'b Builder<'b>,
    /// The number of what stands for one state.
    single: Vec<Option<usize>>,
    /// The number of what stands for several.
    several: HashMap<Vec<usize>, usize>,
    drafts: Vec<Draft>,
    /// Where a draft is that has one step and nothing else.
    chains: HashMap<(Step, usize), usize>,
    /// Where any other draft is.
    alike: HashMap<Draft, usize>,
}

impl Subsets<'_> {
    /// The number of the deterministic state that stands for `states`. Its
    /// children are numbered before it, so that alike states are found.
    fn state(&mut self, states: Vec<usize>) -> usize {
        let states = match states[..] {
            // The closure of a root is the start of every pattern: too long for the general way.
            [root] if root < 2 => {
                let free = &self.builder.states[root].free;
                free.iter().flat_map(|&start| self.builder.closure(&[start])).collect()
            }
            [single] if self.builder.states[single].free.is_empty() => states,
            _ => self.builder.closure(&states),
        };
        let known = match states[..] {
            [single] => self.single[single],
            _ => self.several.get(&states).copied(),
        };
        if let Some(number) = known {
            return number;
        }
        let mut next: Vec<(Step, usize)> = Vec::new();
        let mut accepts = Vec::new();
        for &state in &states {
            let state = &self.builder.states[state];
            accepts.extend(&state.accepts);
            next.extend(&state.steps);
        }
        accepts.sort_unstable();
        accepts.dedup();
        next.sort_unstable();
        next.dedup();
        let mut steps = Vec::new();
        while let Some(&(step, _)) = next.first() {
            let others = next.iter().position(|&(other, _)| other != step).unwrap_or(next.len());
            let to = next.drain(..others).map(|(_, to)| to).collect();
            steps.push((step, self.state(to)));
        }
        let number = self.add(Draft { steps, accepts });
        match states[..] {
            [single] => self.single[single] = Some(number),
            _ => {
                self.several.insert(states, number);
            }
        }
        number
    }

    fn add(&mut self, draft: Draft) -> usize {
        let new = self.drafts.len();
        let number = match (&draft.steps[..], &draft.accepts[..]) {
            (&[step], []) => *self.chains.entry(step).or_insert(new),
            _ => *self.alike.entry(draft.clone()).or_insert(new),
        };
        if number == new {
            self.drafts.push(draft);
        }
        number
    }

    /// Cuts the first [`HEAD`] bytes off: what is behind them goes into
    /// `heads`; what has a gap or an end before stays, as the state returned.
    fn behead(&mut self, state: usize, path: &mut Vec<u8>, heads: &mut BTreeMap<[u8; HEAD], usize>) -> usize {
        let draft = self.drafts[state].clone();
        let mut kept = Draft { steps: Vec::new(), accepts: draft.accepts };
        for (step, to) in draft.steps {
            let Step::Byte(byte) = step else {
                kept.steps.push((step, to));
                continue;
            };
            path.push(byte);
            if let Ok(key) = <[u8; HEAD]>::try_from(&path[..]) {
                heads.insert(key, to);
            } else {
                let rest = self.behead(to, path, heads);
                let draft = &self.drafts[rest];
                if !(draft.steps.is_empty() && draft.accepts.is_empty()) {
                    kept.steps.push((step, rest));
                }
            }
            path.pop();
        }
        self.add(kept)
    }
}
