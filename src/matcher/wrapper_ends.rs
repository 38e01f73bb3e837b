//! The ends of wrappers such as `Error code: 429 - `, and the places after them that were looked up already.
//! `look_up.rs` strips the wrappers.

use super::found::Found;

/// The maximum number of places at which one message is looked up: its start, and the ends of wrappers.
pub(crate) const MAX_PLACES: usize = 16;

/// A place where a message may begin (the start of a text, or the end of a wrapper), and the status that is known
/// there.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Place {
    pub(super) at: u32,
    pub(super) status: Option<u16>,
}

/// The places that have been looked up.
pub(super) struct Places {
    items: [Place; MAX_PLACES],
    len: usize,
    limit: usize,
}

impl Places {
    /// Contains only the start.
    pub(super) fn new(start: Place, limit: usize) -> Self {
        Places { items: [start; MAX_PLACES], len: 1, limit: limit.min(MAX_PLACES) }
    }

    pub(super) fn as_slice(&self) -> &[Place] {
        self.items.get(..self.len).unwrap_or(&[])
    }

    pub(super) fn is_full(&self) -> bool {
        self.len >= self.limit
    }

    /// Adds a place. Returns false if there is no room, or if the place was added before.
    pub(super) fn add(&mut self, place: Place) -> bool {
        if self.is_full() || self.as_slice().iter().any(|known| known.at == place.at) {
            return false;
        }
        match self.items.get_mut(self.len) {
            Some(slot) => *slot = place,
            None => return false,
        }
        self.len += 1;
        true
    }
}

/// Where a wrapper ends, and its rank among the wrappers at one place.
#[derive(Clone, Copy, Debug, Default)]
struct WrapperEnd {
    place: Place,
    rank: (u32, usize, core::cmp::Reverse<u32>),
}

/// The ends of the wrappers at one place, the best first. If several end at the same place, only the best is kept.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct WrapperEnds {
    items: [WrapperEnd; WrapperEnds::MAX],
    len: usize,
}

impl WrapperEnds {
    /// How many ends are kept. No place in a real message has had this many, and each one costs a whole lookup.
    const MAX: usize = 6;

    pub(super) fn iter(&self) -> impl Iterator<Item = Place> {
        self.items.iter().take(self.len).map(|end| end.place)
    }

    /// Adds a wrapper, with the status that it contains.
    pub(super) fn add(&mut self, found: &Found, status: Option<u16>) {
        let place = Place { at: found.end, status };
        let end = WrapperEnd { place, rank: (found.literal, found.captures.len(), core::cmp::Reverse(found.pattern)) };
        let items = self.items.get_mut(..self.len).unwrap_or(&mut []);
        if let Some(same) = items.iter_mut().find(|item| item.place.at == place.at) {
            if end.rank <= same.rank {
                return;
            }
            *same = end;
        } else if let Some(free) = self.items.get_mut(self.len) {
            *free = end;
            self.len += 1;
        } else if let Some(last) = self.items.last_mut().filter(|last| end.rank > last.rank) {
            *last = end;
        } else {
            return;
        }
        // Only the new item can be out of order.
        let items = self.items.get_mut(..self.len).unwrap_or(&mut []);
        items.sort_unstable_by_key(|end| core::cmp::Reverse(end.rank));
    }
}

#[cfg(test)]
mod tests {
    use super::WrapperEnds;
    use crate::matcher::found::{Captures, Found};

    #[test]
    fn the_best_wrapper_of_each_end_is_kept_in_order() {
        let mut ends = WrapperEnds::default();
        let mut add = |literal: u32, end: u32| {
            ends.add(&Found { pattern: 0, end, captures: Captures::default(), literal }, Some(literal as u16));
            ends.iter().map(|place| (place.status.unwrap(), place.at)).collect::<Vec<_>>()
        };
        assert_eq!(add(5, 50), [(5, 50)]);
        assert_eq!(add(9, 90), [(9, 90), (5, 50)]);
        // The same end again, with less text and with more.
        assert_eq!(add(4, 50), [(9, 90), (5, 50)]);
        assert_eq!(add(7, 50), [(9, 90), (7, 50)]);
        assert_eq!(add(10, 50), [(10, 50), (9, 90)]);
        for literal in 1..=4 {
            add(literal, literal);
        }
        assert_eq!(add(8, 80), [(10, 50), (9, 90), (8, 80), (4, 4), (3, 3), (2, 2)]);
        // The list is full: a wrapper that isn't better than the last one is not added.
        assert_eq!(add(1, 11), [(10, 50), (9, 90), (8, 80), (4, 4), (3, 3), (2, 2)]);
        assert_eq!(add(6, 2), [(10, 50), (9, 90), (8, 80), (6, 2), (4, 4), (3, 3)]);
    }
}
