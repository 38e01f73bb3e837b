//! How the compiled patterns are laid out in bytes.
//!
//! The patterns are one automaton whose steps are literal text and gaps
//! (placeholders); states that are alike are one. It is laid out as one run of
//! bytes: a step is followed by the state that it leads to, so that a lookup
//! reads on instead of jumping, and only states with several ways in have an
//! address. Numbers are little-endian.
//!
//! - Node: how much more literal text a pattern can have from here on (a byte,
//!   [`ANY`] for as much or more); how many edges there are (five bits, if all
//!   are set then the first byte of the edges) and whether patterns end here
//!   ([`ACCEPTS`]) and gaps go on ([`GAPS`]). If so, a byte with the length of
//!   the list of those ([`ANY`] for as much or more), and the list. Then the edges.
//! - List: accepts, three bytes each; gaps, [`GAP`] bytes each: kind, name, how
//!   many bytes a message must have behind the value at the least, address of the
//!   node. [`FOLLOWED`] says that one more accept or gap follows.
//! - Edges: if there is one, its way. If there are more, their first bytes in
//!   order; for each but the first a byte, or two ([`WIDE`]), how far behind the
//!   first way its own begins; and the ways, without the first bytes.
//! - Way: the length of the literal (six bits) and whether it stands elsewhere
//!   ([`ELSEWHERE`]) and whether the node does ([`JUMP`]); the literal or its
//!   address; the node or its address.
//! - Heads: see [`Heads`].

/// The highest bit of an accept, and of a gap's kind, if it isn't the last.
pub(crate) const FOLLOWED: u8 = 0x80;

/// What is more than a byte can tell: of a node's further literal text, of the
/// length of its lists.
pub(crate) const ANY: u8 = u8::MAX;

/// Bits of a node's second byte.
pub(crate) const ACCEPTS: u8 = 0x20;
pub(crate) const GAPS: u8 = 0x40;
pub(crate) const WIDE: u8 = 0x80;

/// The number of edges that says: see the next byte.
pub(crate) const MANY: u8 = 0x1F;

/// Bits of a way's first byte.
pub(crate) const JUMP: u8 = 0x80;
pub(crate) const ELSEWHERE: u8 = 0x40;

/// The longest literal of one way.
pub(crate) const MAX_LITERAL: usize = 0x3F;

/// The bytes of a gap, and of an address.
pub(crate) const GAP: usize = 6;
pub(crate) const ADDRESS: usize = 3;

/// Nodes with an address stand at even places: so the address reaches farther.
pub(crate) const ALIGN: usize = 2;

/// The name of a placeholder whose value is nobody's business.
pub(crate) const NO_NAME: u8 = u8::MAX;

/// The kinds of gaps: how far a placeholder reaches.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub(crate) enum Kind {
    Number,
    Status,
    Duration,
    Word,
    Phrase,
    Text,
}

/// The compiled patterns. Literals are folded: ASCII lower case, one space for
/// a run of white space.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Tape<'t> {
    pub bytes: Bytes<'t>,
    pub heads: Heads,
    /// Where messages start that have no head.
    pub root: u32,
    /// Where wrappers start.
    pub wrappers: u32,
}

/// The bytes of a tape.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Bytes<'t>(pub &'t [u8]);

/// The nodes that the first eight bytes of messages lead to: a table of
/// `1 << bits` buckets, and in each the few heads whose hash is its number. One
/// multiplication finds it, where the hash of a general map would take as long
/// as the rest of the lookup.
///
/// The buckets are four bytes with where each begins, and four with the end; a
/// bucket is, for each head, its eight bytes and four with where its node is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Heads {
    pub at: u32,
    pub bits: u32,
}

impl Heads {
    /// The bytes of a head and its node.
    pub(crate) const ROW: usize = 8 + 4;

    /// The bit of a head's address that says that something shorter than a head
    /// may begin in the same way.
    pub(crate) const SHORT: u32 = 1 << 31;

    /// The bucket of a head.
    #[inline]
    pub(crate) const fn bucket(self, key: u64) -> u32 {
        // The golden ratio spreads neighbouring keys.
        (key.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> (64 - self.bits)) as u32
    }
}

/// Eight bytes from `at` on, the first the lowest on every machine, with zeros
/// for those that aren't there.
#[inline(always)]
pub(super) fn word(bytes: &[u8], at: u32) -> u64 {
    let at = at as usize;
    match bytes.get(at..at + 8).map(<[u8; 8]>::try_from) {
        Some(Ok(word)) => u64::from_le_bytes(word),
        _ => last_word(bytes, at),
    }
}

/// The same near the end.
#[inline(never)]
fn last_word(bytes: &[u8], at: usize) -> u64 {
    let missing = (at + 8).saturating_sub(bytes.len());
    match bytes.last_chunk::<8>() {
        Some(last) if missing < 8 => u64::from_le_bytes(*last) >> (8 * missing),
        _ => {
            let rest = bytes.get(at..).unwrap_or(&[]);
            rest.iter().rev().fold(0, |word, &byte| word << 8 | u64::from(byte))
        }
    }
}

impl Tape<'_> {
    /// The node that a head leads to, and whether something shorter may begin in
    /// the same way.
    #[inline]
    pub(super) fn by_head(self, key: u64) -> Option<(u32, bool)> {
        let word = self.bytes.word(self.heads.at + 4 * self.heads.bucket(key));
        let (mut row, end) = (word as u32, (word >> 32) as u32);
        while row < end {
            if self.bytes.word(row) == key {
                let node = self.bytes.word(row + 8) as u32;
                return Some((node & !Heads::SHORT, node & Heads::SHORT != 0));
            }
            row += Heads::ROW as u32;
        }
        None
    }
}

impl<'t> Bytes<'t> {
    /// Eight bytes from `at` on.
    #[inline(always)]
    pub(super) fn word(self, at: u32) -> u64 {
        // Behind the last number there is padding.
        let at = at as usize;
        match self.0.get(at..at + 8).map(<[u8; 8]>::try_from) {
            Some(Ok(word)) => u64::from_le_bytes(word),
            _ => 0,
        }
    }

    #[inline]
    fn byte(self, at: u32) -> u8 {
        self.0.get(at as usize).copied().unwrap_or(0)
    }

    #[inline(always)]
    fn u24(self, at: u32) -> u32 {
        self.word(at) as u32 & 0xFF_FFFF
    }

    #[inline(always)]
    pub(super) fn node(self, at: u32) -> Node {
        Node { word: self.word(at), at }
    }

    /// An accept of a list, and whether another one follows.
    #[inline]
    pub(super) fn accept(self, at: u32) -> (u32, bool) {
        let number = self.u24(at);
        let followed = u32::from(FOLLOWED) << 16;
        (number & !followed, number & followed != 0)
    }

    /// A gap of a list.
    #[inline]
    pub(super) fn gap(self, at: u32) -> Gap {
        let word = self.word(at);
        let kind = match word as u8 & !FOLLOWED {
            0 => Kind::Number,
            1 => Kind::Status,
            2 => Kind::Duration,
            3 => Kind::Word,
            4 => Kind::Phrase,
            _ => Kind::Text,
        };
        Gap {
            place: at,
            is_followed: word as u8 & FOLLOWED != 0,
            kind,
            name: (word >> 8) as u8,
            least: (word >> 16) as u32 % 256,
            to: ALIGN as u32 * ((word >> 24) as u32 & 0xFF_FFFF),
        }
    }

    /// The edges of a node.
    #[inline(always)]
    pub(super) fn edges(self, node: Node) -> Edges {
        let at = match (node.word >> 16) as u8 {
            _ if !node.has_lists() => node.at + 2,
            ANY => self.behind_lists(node),
            length => node.at + 3 + u32::from(length),
        };
        let is_wide = (node.word >> 8) as u8 & WIDE != 0;
        match (node.word >> 8) as u32 % 32 {
            count if count == u32::from(MANY) => Edges { at: at + 1, count: self.byte(at).into(), is_wide },
            count => Edges { at, count, is_wide },
        }
    }

    /// Where the lists of a node end.
    #[cold]
    fn behind_lists(self, node: Node) -> u32 {
        let mut next = node.gaps(self);
        let mut end = node.at + 3;
        if next.is_none() {
            let mut is_followed = true;
            while is_followed {
                (_, is_followed) = self.accept(end);
                end += ADDRESS as u32;
            }
        }
        while let Some(place) = next {
            end = place + GAP as u32;
            next = self.gap(place).is_followed.then_some(end);
        }
        end
    }

    /// The edge, of several, that begins with this byte.
    #[inline(always)]
    pub(super) fn edge(self, edges: Edges, byte: u8) -> Option<Way> {
        let firsts = self.word(edges.at);
        if edges.count == 2 && !edges.is_wide {
            // Half of all forks.
            return match byte {
                byte if byte == firsts as u8 => Some(self.way(edges.at + 3)),
                byte if byte == (firsts >> 8) as u8 => Some(self.way(edges.at + 3 + (firsts >> 16) as u32 % (1 << 8))),
                _ => None,
            };
        }
        let wanted = EACH * u64::from(byte);
        let mut marks = zeros(firsts ^ wanted);
        let mut from = 0;
        while marks == 0 {
            from += 8;
            if from >= edges.count {
                return None;
            }
            marks = zeros(self.word(edges.at + from) ^ wanted);
        }
        // The lowest mark is exact.
        let index = from + marks.trailing_zeros() / 8;
        if index < edges.count { Some(self.nth(edges, index)) } else { None }
    }

    /// The way of one of several edges.
    #[inline(always)]
    fn nth(self, edges: Edges, index: u32) -> Way {
        let distances = edges.at + edges.count;
        let (first, distance) = if edges.is_wide {
            (distances + 2 * (edges.count - 1), self.word((distances + 2 * index).wrapping_sub(2)) as u32 % (1 << 16))
        } else {
            (distances + edges.count - 1, self.byte((distances + index).wrapping_sub(1)).into())
        };
        self.way(if index == 0 { first } else { first + distance })
    }

    /// The way that stands here.
    #[inline(always)]
    pub(super) fn way(self, at: u32) -> Way {
        let bits = self.byte(at);
        let len = u32::from(bits) & MAX_LITERAL as u32;
        let (from, behind) = match bits & ELSEWHERE {
            0 => (at + 1, at + 1 + len),
            _ => (self.u24(at + 1), at + 1 + ADDRESS as u32),
        };
        Way { bits, from, behind }
    }

    /// The node that a way leads to.
    #[inline(always)]
    pub(super) fn behind(self, way: Way) -> u32 {
        if way.bits & JUMP == 0 { way.behind } else { ALIGN as u32 * self.u24(way.behind) }
    }

    /// The first two bytes of the text of each edge; a second byte of zero
    /// stands for any.
    pub(super) fn openings(self, edges: Edges) -> impl Iterator<Item = (u8, u8)> + use<'t> {
        let single = edges.count == 1;
        (0..edges.count).map(move |index| {
            let way = if single { self.way(edges.at) } else { self.nth(edges, index) };
            let text = |index: u32| if index < way.len() { self.byte(way.from + index) } else { 0 };
            if single { (text(0), text(1)) } else { (self.byte(edges.at + index), text(0)) }
        })
    }
}

/// What a node begins with: its first eight bytes, and where it stands.
#[derive(Clone, Copy, Debug)]
pub(super) struct Node {
    word: u64,
    at: u32,
}

impl Node {
    /// How much more literal text a pattern can have from here on.
    #[inline(always)]
    pub(super) fn more(self) -> u32 {
        match self.word as u8 {
            ANY => u32::MAX / 2,
            more => more.into(),
        }
    }

    #[inline(always)]
    pub(super) fn has_lists(self) -> bool {
        self.word & (ACCEPTS as u64 | GAPS as u64) << 8 != 0
    }

    /// Where the accepts are, if there are any.
    #[inline]
    pub(super) fn accepts(self) -> Option<u32> {
        if self.word & (ACCEPTS as u64) << 8 != 0 { Some(self.at + 3) } else { None }
    }

    /// Where the gaps are, if there are any: behind the accepts.
    #[inline(always)]
    pub(super) fn gaps(self, bytes: Bytes<'_>) -> Option<u32> {
        if self.word & (GAPS as u64) << 8 == 0 {
            return None;
        }
        let mut at = self.at + 3;
        let mut is_followed = self.accepts().is_some();
        while is_followed {
            (_, is_followed) = bytes.accept(at);
            at += ADDRESS as u32;
        }
        Some(at)
    }
}

/// A placeholder: where it stands in the tape, its kind, its name ([`NO_NAME`]
/// if it is not captured), how many bytes follow its value at the least, the node
/// behind it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Gap {
    pub place: u32,
    pub is_followed: bool,
    pub kind: Kind,
    pub name: u8,
    pub least: u32,
    pub to: u32,
}

/// The edges of a node: where they stand and how many they are.
#[derive(Clone, Copy, Debug)]
pub(super) struct Edges {
    pub at: u32,
    pub count: u32,
    is_wide: bool,
}

/// A way: its first byte, where its literal stands, and where the node behind it
/// is or its address.
#[derive(Clone, Copy, Debug)]
pub(super) struct Way {
    bits: u8,
    pub from: u32,
    behind: u32,
}

impl Way {
    /// The length of the literal.
    #[inline(always)]
    pub(super) fn len(self) -> u32 {
        u32::from(self.bits) & MAX_LITERAL as u32
    }
}

pub(super) const EACH: u64 = 0x0101_0101_0101_0101;
pub(super) const HIGH: u64 = EACH * 0x80;

/// The high bit of each byte that is zero; a byte behind one may be marked too.
#[inline]
pub(super) const fn zeros(bytes: u64) -> u64 {
    bytes.wrapping_sub(EACH) & !bytes & HIGH
}
