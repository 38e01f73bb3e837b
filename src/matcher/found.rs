//! A pattern that matches, the values that it captures, and which of two matches is better.

/// The maximum number of values that one pattern may capture.
pub(crate) const MAX_CAPTURES: usize = 12;

/// The name of a placeholder whose value is not captured.
pub(crate) const NO_NAME: u8 = u8::MAX;

/// One captured value: the number of its name, and where it starts and ends in the message.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Capture {
    pub name: u8,
    pub start: u16,
    pub end: u16,
}

/// The captured values of one pattern, in the order of the message.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Captures {
    items: [Capture; MAX_CAPTURES],
    len: u8,
}

impl Captures {
    pub(crate) fn as_slice(&self) -> &[Capture] {
        self.items.get(..self.len()).unwrap_or(&[])
    }

    #[inline]
    pub(super) fn len(&self) -> usize {
        usize::from(self.len)
    }

    /// Keeps only the first `len` values.
    #[inline]
    pub(super) fn truncate(&mut self, len: usize) {
        self.len = self.len.min(len as u8);
    }

    /// Adds a value if it has a name. The compiler makes sure that there is room for all values of a pattern.
    #[inline]
    pub(super) fn push(&mut self, name: u8, start: u32, end: u32) {
        if name == NO_NAME {
            return;
        }
        if let Some(slot) = self.items.get_mut(usize::from(self.len)) {
            // Places fit into 16 bits, because a window is shorter than 64 KiB.
            *slot = Capture { name, start: start as u16, end: end as u16 };
            self.len += 1;
        }
    }
}

/// A pattern that matches.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Found {
    /// The number of the message, or of the wrapper.
    pub pattern: u32,
    /// Where the pattern ends in the message.
    pub end: u32,
    /// How many bytes of literal text it has: its score.
    pub literal: u32,
    pub captures: Captures,
}

impl Found {
    /// Converts all places to those of another text. `place` converts one place. It is called with the places in the
    /// order of the message.
    pub(super) fn move_places(&mut self, mut place: impl FnMut(u32) -> u32) {
        let len = self.captures.len();
        for capture in self.captures.items.iter_mut().take(len) {
            capture.start = place(capture.start.into()) as u16;
            capture.end = place(capture.end.into()) as u16;
        }
        self.end = place(self.end);
    }

    /// Whether this match outranks another one. More literal text is better, then more values, then the lower pattern
    /// number. If these are equal, both are forms of the same pattern: the longer match is better, then the one whose
    /// values begin and end later. So the answer never depends on the order in which patterns are tried.
    #[inline]
    pub(super) fn is_better_than(&self, other: &Found) -> bool {
        if self.literal != other.literal {
            return self.literal > other.literal;
        }
        self.rank() > other.rank()
    }

    fn rank(&self) -> (usize, core::cmp::Reverse<u32>, u32, &[Capture]) {
        (self.captures.len(), core::cmp::Reverse(self.pattern), self.end, self.captures.as_slice())
    }
}
