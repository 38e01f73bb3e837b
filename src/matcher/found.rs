//! What a lookup finds: patterns, and the values that they capture.

/// The most values that one pattern may capture.
pub(crate) const MAX_CAPTURES: usize = 12;

/// One captured value: the name's number and the bytes of the message.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Capture {
    pub name: u8,
    pub start: u16,
    pub end: u16,
}

/// The captured values of one pattern, in the order of the message.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Captures {
    items: [Capture; MAX_CAPTURES],
    pub(super) len: u8,
}

impl Captures {
    pub(crate) fn as_slice(&self) -> &[Capture] {
        self.items.get(..usize::from(self.len)).unwrap_or(&[])
    }

    /// False if there is no room, which the compiler rules out.
    pub(super) fn push(&mut self, capture: Capture) -> bool {
        match self.items.get_mut(usize::from(self.len)) {
            Some(slot) => {
                *slot = capture;
                self.len += 1;
                true
            }
            None => false,
        }
    }
}

/// The best pattern found so far.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Found {
    /// What the pattern's accept says: the number of the message.
    pub accept: u32,
    /// Where the pattern ends in the message.
    pub end: u32,
    pub captures: Captures,
    pub literal: u32,
}

impl Found {
    /// Most literal text first; then more values; then the number, so that
    /// the answer never hangs on the order of anything.
    pub(super) fn is_better_than(&self, other: &Found) -> bool {
        (self.literal, self.captures.len, other.accept) > (other.literal, other.captures.len, self.accept)
    }
}

/// The result of a lookup: the best pattern among those that the caller
/// prefers, and the best of the rest.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Best {
    pub preferred: Option<Found>,
    pub other: Option<Found>,
}

impl Best {
    /// True if nothing was found.
    pub(crate) fn is_none(&self) -> bool {
        self.preferred.is_none() && self.other.is_none()
    }
}

/// The wrappers that fit at a place, the best first, of those that end at the
/// same place only the best.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Wrappings {
    items: [Option<Found>; Wrappings::MOST],
}

impl Wrappings {
    /// How many are kept: some more than any place has had. Each further one would
    /// be a whole lookup behind a wrapper that takes less and less off.
    const MOST: usize = 6;

    pub(crate) fn iter(&self) -> impl Iterator<Item = &Found> {
        self.items.iter().flatten()
    }

    pub(super) fn add(&mut self, found: &Found) {
        let mut new = Some(*found);
        let is_behind = |item: &Option<Found>| item.as_ref().is_none_or(|item| found.is_better_than(item));
        let Some(place) = self.items.iter().position(is_behind) else {
            return;
        };
        let ends_here = |item: &Option<Found>| item.as_ref().is_some_and(|item| item.end == found.end);
        let (before, behind) = self.items.split_at_mut(place);
        if before.iter().any(ends_here) {
            return;
        }
        // Those behind move on, up to the one that gives way.
        for item in behind {
            let was = core::mem::replace(item, new);
            if was.is_none() || ends_here(&was) {
                return;
            }
            new = was;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Captures, Found, Wrappings};

    #[test]
    fn the_best_wrapper_of_each_end_is_kept_in_order() {
        let mut wrappings = Wrappings::default();
        let mut add = |literal: u32, end: u32| {
            wrappings.add(&Found { accept: 0, end, captures: Captures::default(), literal });
            wrappings.iter().map(|found| (found.literal, found.end)).collect::<Vec<_>>()
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
        // A full list: what is no better than the last stays out.
        assert_eq!(add(1, 11), [(10, 50), (9, 90), (8, 80), (4, 4), (3, 3), (2, 2)]);
        assert_eq!(add(6, 2), [(10, 50), (9, 90), (8, 80), (6, 2), (4, 4), (3, 3)]);
    }
}
