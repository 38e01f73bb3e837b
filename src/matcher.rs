//! Matching a message against all patterns at once.
//!
//! The patterns of the catalog are one trie. Its edges are literal text and
//! gaps (placeholders); where subtrees are alike they are one. A perfect hash
//! over the first [`HEAD`] bytes leads into it, so the way to the first
//! candidate doesn't grow with the catalog.
//!
//! This file knows nothing of codes and entries. The build script compiles it
//! too, to prove for each pattern that the tables find it.

/// How many bytes of a message are looked at. What an API says is short; what
/// is longer is a page or an echo of the request, and its start tells enough.
pub(crate) const WINDOW: usize = 8 * 1024;

/// The length of the keys of the perfect hash.
pub(crate) const HEAD: usize = 8;

/// Literals are read eight bytes at a time, so eight more stand at their end.
pub(crate) const PADDING: usize = 8;

/// The most values that one pattern may capture.
pub(crate) const MAX_CAPTURES: usize = 12;

/// The longest `number` and the longest `phrase`, in bytes. What runs on longer
/// is none: where a gap is tried at many places, each would read it to its end.
const MAX_NUMBER: usize = 64;
const MAX_PHRASE: usize = 256;

/// How many different `text` gaps may come up empty in one lookup before the
/// others are not tried any more. This keeps the work linear in the message.
const MAX_EXHAUSTED: usize = 16;

/// Node 0 is where messages start that have no head, node 1 where wrappers do.
pub(crate) const ROOT: u32 = 0;
pub(crate) const WRAPPERS: u32 = 1;

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

/// Where a node's edges, gaps and accepts begin; they end where those of the
/// next node begin. Last, how much more literal text a pattern can have from
/// here on: a way that can't beat what was found need not be gone.
///
/// Packed, as are edges and gaps: the tables are most of what the crate adds to
/// a program. From the lowest bit: edges 22, gaps 18, accepts 19, more 5, the
/// last in units of eight and rounded up; its highest value stands for any.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Node(pub u64);

impl Node {
    const ANY: u64 = 31;

    pub(crate) fn new(edges: usize, gaps: usize, accepts: usize, more: usize) -> Self {
        assert!(edges < 1 << 22 && gaps < 1 << 18 && accepts < 1 << 19, "the catalog is too large for its tables");
        let more = (more as u64).div_ceil(8).min(Self::ANY);
        Node(edges as u64 | (gaps as u64) << 22 | (accepts as u64) << 40 | more << 59)
    }

    #[inline]
    const fn edges(self) -> usize {
        (self.0 & 0x3F_FFFF) as usize
    }

    #[inline]
    const fn gaps(self) -> usize {
        (self.0 >> 22 & 0x3_FFFF) as usize
    }

    #[inline]
    pub(crate) const fn accepts(self) -> usize {
        (self.0 >> 40 & 0x7_FFFF) as usize
    }

    #[inline]
    const fn more(self) -> usize {
        match self.0 >> 59 {
            Self::ANY => usize::MAX / 2,
            eights => 8 * eights as usize,
        }
    }
}

/// Literal text: its first byte, its length and offset in [`Tables::literals`],
/// the node behind it. The edges of a node differ in their first byte.
///
/// From the lowest bit: first byte 8, length 8, offset 24, node 24.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Edge(pub u64);

impl Edge {
    pub(crate) fn new(first: u8, len: u8, offset: usize, to: u32) -> Self {
        assert!(offset < 1 << 24 && to < 1 << 24, "the catalog is too large for its tables");
        Edge(u64::from(first) | u64::from(len) << 8 | (offset as u64) << 16 | u64::from(to) << 40)
    }

    #[inline]
    const fn first(self) -> u8 {
        self.0 as u8
    }

    #[inline]
    const fn len(self) -> usize {
        (self.0 >> 8 & 0xFF) as usize
    }

    #[inline]
    const fn offset(self) -> usize {
        (self.0 >> 16 & 0xFF_FFFF) as usize
    }

    #[inline]
    const fn to(self) -> u32 {
        (self.0 >> 40) as u32
    }
}

/// A placeholder: its kind, its name ([`NO_NAME`] if it is not captured), the
/// node behind it.
///
/// From the lowest bit: kind 3, name 8, node 21.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Gap(pub u32);

impl Gap {
    pub(crate) fn new(kind: Kind, name: u8, to: u32) -> Self {
        assert!(to < 1 << 21, "the catalog is too large for its tables");
        Gap(kind as u32 | u32::from(name) << 3 | to << 11)
    }

    #[inline]
    const fn kind(self) -> Kind {
        match self.0 & 7 {
            0 => Kind::Number,
            1 => Kind::Status,
            2 => Kind::Duration,
            3 => Kind::Word,
            4 => Kind::Phrase,
            _ => Kind::Text,
        }
    }

    #[inline]
    const fn name(self) -> u8 {
        (self.0 >> 3) as u8
    }

    #[inline]
    const fn to(self) -> u32 {
        self.0 >> 11
    }
}

/// The name of a placeholder whose value is nobody's business.
pub(crate) const NO_NAME: u8 = u8::MAX;

/// The compiled patterns. Literals are folded: ASCII lower case, one space for
/// a run of white space; [`PADDING`] bytes stand behind the last one.
#[derive(Clone, Copy)]
pub(crate) struct Tables<'t> {
    pub nodes: &'t [Node],
    pub edges: &'t [Edge],
    pub gaps: &'t [Gap],
    pub accepts: &'t [u32],
    pub literals: &'t [u8],
    pub heads: Heads<'t>,
}

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
    len: u8,
}

impl Captures {
    pub(crate) fn as_slice(&self) -> &[Capture] {
        self.items.get(..usize::from(self.len)).unwrap_or(&[])
    }

    /// False if there is no room, which the compiler rules out.
    fn push(&mut self, capture: Capture) -> bool {
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
    pub end: usize,
    pub captures: Captures,
    pub literal: usize,
}

impl Found {
    /// Most literal text first; then more values; then the number, so that
    /// the answer never hangs on the order of anything.
    fn is_better_than(&self, other: &Found) -> bool {
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

/// ASCII lower case; white space becomes a space.
#[inline]
pub(crate) const fn fold(byte: u8) -> u8 {
    match byte {
        b'A'..=b'Z' => byte | 0x20,
        b'\t'..=b'\r' => b' ',
        _ => byte,
    }
}

#[inline]
fn skip_space(message: &[u8], mut at: usize) -> usize {
    while matches!(message.get(at), Some(b' ' | b'\t'..=b'\r')) {
        at += 1;
    }
    at
}

/// The first [`HEAD`] folded bytes of the message from `at` on, the first the
/// lowest, and where they end. `None` if the message is shorter.
#[inline]
pub(crate) fn head(message: &[u8], at: usize) -> Option<(u64, usize)> {
    if let Some(bytes) = eight(message, at) {
        let folded = bytes | (letters(bytes, 0x41) >> 2);
        // White space is folded one by one.
        let low = (bytes & !HIGH).wrapping_add(EACH * (0x80 - 0x21));
        if (low | bytes) & HIGH == HIGH {
            return Some((folded, at + HEAD));
        }
    }
    let mut key = [0; HEAD];
    let mut at = at;
    for slot in &mut key {
        let byte = fold(*message.get(at)?);
        *slot = byte;
        at += 1;
        if byte == b' ' {
            at = skip_space(message, at);
        }
    }
    Some((u64::from_le_bytes(key), at))
}

/// The nodes that heads lead to: a table of buckets, and in each the few heads
/// whose hash is its number. One multiplication finds it, where the hash of a
/// general map would take as long as the rest of the lookup.
#[derive(Clone, Copy)]
pub(crate) struct Heads<'t> {
    /// Where each bucket begins; a power of two of them, and the end.
    pub buckets: &'t [u32],
    pub keys: &'t [u64],
    pub nodes: &'t [u32],
}

impl Heads<'_> {
    /// The bucket of a head among `1 << bits`.
    #[inline]
    pub(crate) const fn bucket(key: u64, bits: u32) -> usize {
        // The golden ratio spreads neighbouring keys.
        (key.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> (64 - bits)) as usize
    }

    #[inline]
    fn get(&self, key: u64) -> Option<u32> {
        let bits = self.buckets.len().ilog2();
        let bucket = Self::bucket(key, bits);
        let (&from, &to) = (self.buckets.get(bucket)?, self.buckets.get(bucket + 1)?);
        (from..to)
            .map(|index| index as usize)
            .find(|&index| self.keys.get(index) == Some(&key))
            .and_then(|index| self.nodes.get(index).copied())
    }
}

/// Which patterns a lookup tries: those that begin with text are worth more,
/// and cost less, than those that begin with a placeholder.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Begin {
    Text,
    Placeholder,
}

/// Looks a message up from byte `at` on. `prefer` says which accepts the caller
/// prefers.
pub(crate) fn look_up(
    tables: &Tables<'_>,
    message: &str,
    at: usize,
    begin: Begin,
    prefer: &dyn Fn(u32) -> bool,
) -> Best {
    let bytes = message.as_bytes();
    let bytes = &bytes[..bytes.len().min(WINDOW)];
    let at = skip_space(bytes, at);
    let mut search = Search::new(tables, bytes, prefer);
    if begin == Begin::Placeholder {
        search.follow_gaps(ROOT, at, 0);
        return search.best;
    }
    if let Some((key, end)) = head(bytes, at) {
        if let Some(node) = tables.heads.get(key) {
            search.walk(node, end, HEAD);
        }
    }
    // What is shorter than a head; the root's gaps are for the other `begin`.
    let root = search.node(ROOT).and_then(|(this, next)| search.forward(this, next, at, 0));
    if let Some((node, at, literal)) = root {
        search.walk(node, at, literal);
    }
    search.best
}

/// Finds a wrapper at byte `at`: text that a client has put in front. With
/// `worse_than`, the next one after it: the most literal wrapper may have
/// taken too much.
pub(crate) fn look_up_wrapper(
    tables: &Tables<'_>,
    message: &str,
    at: usize,
    worse_than: Option<&Found>,
) -> Option<Found> {
    let bytes = message.as_bytes();
    let bytes = &bytes[..bytes.len().min(WINDOW)];
    let mut search = Search::new(tables, bytes, &|_| true);
    search.open_end = true;
    search.worse_than = worse_than.copied();
    search.walk(WRAPPERS, skip_space(bytes, at), 0);
    search.best.preferred
}

/// The duration behind the first of `phrases` (in lower case) that the message
/// has, at the start of a word.
pub(crate) fn after_phrase<'m>(message: &'m str, phrases: &[&str]) -> Option<&'m str> {
    let bytes = message.as_bytes();
    let bytes = &bytes[..bytes.len().min(WINDOW)];
    for at in 0..bytes.len() {
        if at > 0 && bytes[at - 1].is_ascii_alphanumeric() {
            continue;
        }
        for phrase in phrases {
            let Some(end) = literal_end_bytewise(bytes, at, phrase.as_bytes()) else {
                continue;
            };
            let start = skip_space(bytes, end);
            if let Some(end) = value_end(bytes, start, Kind::Duration) {
                return message.get(start..end);
            }
        }
    }
    None
}

struct Search<'s> {
    tables: &'s Tables<'s>,
    message: &'s [u8],
    prefer: &'s dyn Fn(u32) -> bool,
    /// A wrapper may end anywhere; a pattern must end where something ends.
    open_end: bool,
    /// Only what is worse than this counts.
    worse_than: Option<Found>,
    captures: Captures,
    best: Best,
    /// `text` gaps that matched nothing from a place on.
    exhausted: [(u32, u16); MAX_EXHAUSTED],
    exhausted_len: usize,
}

impl<'s> Search<'s> {
    fn new(tables: &'s Tables<'s>, message: &'s [u8], prefer: &'s dyn Fn(u32) -> bool) -> Self {
        Search {
            tables,
            message,
            prefer,
            open_end: false,
            worse_than: None,
            captures: Captures::default(),
            best: Best::default(),
            exhausted: [(0, 0); MAX_EXHAUSTED],
            exhausted_len: 0,
        }
    }

    /// The node and its successor, whose fields are where its lists end.
    #[inline]
    fn node(&self, node: u32) -> Option<(Node, Node)> {
        match self.tables.nodes.get(node as usize..node as usize + 2) {
            Some(&[this, next]) => Some((this, next)),
            _ => None,
        }
    }

    fn edges(&self, node: u32) -> &'s [Edge] {
        let tables = self.tables;
        match self.node(node) {
            Some((this, next)) => tables.edges.get(this.edges()..next.edges()).unwrap_or(&[]),
            None => &[],
        }
    }

    /// Goes on from `node` with the text at `at`. True if a pattern ended
    /// there or further down.
    fn walk(&mut self, mut node: u32, mut at: usize, mut literal: usize) -> bool {
        loop {
            let Some((this, next)) = self.node(node) else {
                return false;
            };
            let forward = self.forward(this, next, at, literal);
            if this.gaps() != next.gaps() || this.accepts() != next.accepts() {
                // The longest way first: it sets the bound for the others.
                let by_edge = forward.is_some_and(|(node, at, literal)| self.walk(node, at, literal));
                let by_gap = this.gaps() != next.gaps() && self.follow_gaps(node, at, literal);
                let found = by_edge | by_gap;
                // What ended further down has more literal text than what ends here.
                if this.accepts() == next.accepts() || (found && self.is_beaten(literal)) {
                    return found;
                }
                return self.accept(node, at, literal) | found;
            }
            // Nothing but a fork in the text: one way on.
            match forward {
                Some(way) => (node, at, literal) = way,
                None => return false,
            }
        }
    }

    /// The way on by literal text, if there is one and it is worth going: the
    /// node behind it, where it ends, and the literal text with it.
    #[inline]
    fn forward(&self, this: Node, next: Node, at: usize, literal: usize) -> Option<(u32, usize, usize)> {
        let edge = self.edge_at(this.edges(), next.edges(), at)?;
        let literal = literal + edge.len();
        if !self.is_worth(edge.to(), literal) {
            return None;
        }
        Some((edge.to(), self.edge_end(edge, at)?, literal))
    }

    /// The edge, of those from `from` to `to`, that begins as the message goes on.
    #[inline]
    fn edge_at(&self, from: usize, to: usize, at: usize) -> Option<&'s Edge> {
        let mut first = fold(*self.message.get(at)?);
        if first == b'\\' {
            first = self.message.get(at + 1).map_or(first, |&escaped| unescape(escaped));
        }
        let tables = self.tables;
        let edges = tables.edges.get(from..to)?;
        // They are sorted; most nodes have two or three, the root has many.
        if edges.len() <= 8 {
            edges.iter().find(|edge| edge.first() == first)
        } else {
            edges.get(edges.binary_search_by_key(&first, |edge| edge.first()).ok()?)
        }
    }

    /// Whether a pattern that goes through `node` can be as good as the best.
    #[inline]
    fn is_worth(&self, node: u32, literal: usize) -> bool {
        match (&self.best.preferred, self.tables.nodes.get(node as usize)) {
            (Some(best), Some(node)) => literal + node.more() >= best.literal,
            _ => true,
        }
    }

    /// Whether a pattern with as much literal text as this is worse than the best.
    #[inline]
    fn is_beaten(&self, literal: usize) -> bool {
        self.best.preferred.as_ref().is_some_and(|best| literal < best.literal)
    }

    /// Takes in the patterns that end at `node`. True if they may end at `at`,
    /// whether or not they are as good as the best.
    fn accept(&mut self, node: u32, at: usize, literal: usize) -> bool {
        let Some((this, next)) = self.node(node) else {
            return false;
        };
        if !(self.open_end || ends_here(self.message, at)) {
            return false;
        }
        if self.is_beaten(literal) {
            return true;
        }
        let tables = self.tables;
        for &accept in tables.accepts.get(this.accepts()..next.accepts()).unwrap_or(&[]) {
            let found = Found { accept, end: at, captures: self.captures, literal };
            if self.worse_than.as_ref().is_some_and(|limit| !limit.is_better_than(&found)) {
                continue;
            }
            let best = if (self.prefer)(accept) { &mut self.best.preferred } else { &mut self.best.other };
            if best.as_ref().is_none_or(|best| found.is_better_than(best)) {
                *best = Some(found);
            }
        }
        true
    }

    #[inline]
    fn edge_end(&self, edge: &Edge, at: usize) -> Option<usize> {
        literal_end(self.message, at, self.tables.literals, edge.offset(), edge.len())
    }

    fn follow_gaps(&mut self, node: u32, at: usize, literal: usize) -> bool {
        let Some((this, next)) = self.node(node) else {
            return false;
        };
        let mut found = false;
        for index in this.gaps()..next.gaps() {
            let Some(&gap) = self.tables.gaps.get(index) else {
                break;
            };
            if !self.is_worth(gap.to(), literal) {
                continue;
            }
            found |= match gap.kind() {
                Kind::Text => self.follow_open(index as u32, gap, at, self.message.len(), literal),
                Kind::Phrase => {
                    let run = &self.message[..self.message.len().min(at + MAX_PHRASE)];
                    let end = whole_characters(run, at, class_end(run, at, PHRASE));
                    self.follow_open(index as u32, gap, at, end, literal)
                }
                kind => match value_end(self.message, at, kind) {
                    Some(end) => self.capture(gap.name(), at, end, |search| search.walk(gap.to(), end, literal)),
                    None => false,
                },
            };
        }
        found
    }

    /// A `text` or `phrase` gap is as short as the text behind it allows: the
    /// first place up to `limit` where that matches, through to the end of the
    /// pattern.
    fn follow_open(&mut self, index: u32, gap: Gap, at: usize, limit: usize, literal: usize) -> bool {
        let exhausted = &self.exhausted[..self.exhausted_len];
        if exhausted.len() == MAX_EXHAUSTED
            || exhausted.iter().any(|&(gap, from)| gap == index && usize::from(from) <= at)
        {
            return false;
        }
        let mut found = false;
        let ends = self.node(gap.to()).is_some_and(|(this, next)| this.accepts() != next.accepts());
        if ends {
            let close = match gap.kind() {
                Kind::Phrase => back_over(self.message, at, limit, |byte| byte == b' '),
                _ => sentence_end(self.message, at),
            };
            if close > at {
                found |= self.capture(gap.name(), at, close, |search| search.accept(gap.to(), close, literal));
            }
        }
        let edges = self.edges(gap.to());
        if edges.is_empty() {
            return found;
        }
        let needles = Needles::of(edges, self.tables.literals);
        let mut place = at + usize::from(gap.kind() == Kind::Phrase);
        let limit = self.message.len().min(limit + 1);
        while let Some(found_at) = needles.find(self.message, place, limit) {
            place = found_at + 1;
            // A space matches a whole run, from its start on.
            let byte = self.message[found_at];
            if is_space(byte) && found_at > at && is_space(self.message[found_at - 1]) {
                continue;
            }
            let first = match byte {
                b'\\' => self.message.get(found_at + 1).map_or(byte, |&escaped| unescape(escaped)),
                byte => fold(byte),
            };
            for edge in edges {
                if edge.first() != first || !self.is_worth(edge.to(), literal + edge.len()) {
                    continue;
                }
                let Some(end) = self.edge_end(edge, found_at) else {
                    continue;
                };
                let literal = literal + edge.len();
                if self.capture(gap.name(), at, found_at, |search| search.walk(edge.to(), end, literal)) {
                    return true;
                }
            }
        }
        // What didn't match behind this place doesn't match behind a later one.
        if gap.kind() == Kind::Text {
            if let Some(slot) = self.exhausted.get_mut(self.exhausted_len) {
                *slot = (index, at as u16);
                self.exhausted_len += 1;
            }
        }
        found
    }

    /// Runs `rest` with the value between `start` and `end` captured.
    #[inline]
    fn capture(&mut self, name: u8, start: usize, end: usize, rest: impl FnOnce(&mut Self) -> bool) -> bool {
        if name == NO_NAME {
            return rest(self);
        }
        let (Ok(from), Ok(to)) = (u16::try_from(start), u16::try_from(end)) else {
            return false;
        };
        if !self.captures.push(Capture { name, start: from, end: to }) {
            return false;
        }
        let found = rest(self);
        self.captures.len -= 1;
        found
    }
}

/// What a place must look like for one of the edges to begin there: its first
/// two bytes.
struct Needles {
    /// First and second byte of each edge, spread over a word; a second byte of
    /// zero stands for any.
    pairs: [(u64, u64); Needles::MOST],
    len: usize,
}

impl Needles {
    const MOST: usize = 4;

    fn of(edges: &[Edge], literals: &[u8]) -> Self {
        let mut pairs = [(0, 0); Needles::MOST];
        for (pair, edge) in pairs.iter_mut().zip(edges) {
            let second = if edge.len() > 1 { literals.get(edge.offset() + 1).copied().unwrap_or(0) } else { 0 };
            *pair = (EACH * u64::from(edge.first()), EACH * u64::from(second));
        }
        Needles { pairs, len: edges.len() }
    }

    /// The first place from `from` on, and before `limit`, where an edge may
    /// begin. It may still not: that is for the caller to see.
    #[inline]
    fn find(&self, message: &[u8], mut from: usize, limit: usize) -> Option<usize> {
        while from < limit {
            // Near the end, and with too many needles, every place is one.
            let (Some(here), Some(next)) = (eight(message, from), eight(message, from + 1)) else {
                return Some(from);
            };
            if self.len > Needles::MOST {
                return Some(from);
            }
            let mut marks = zeros(here ^ (EACH * u64::from(b'\\')));
            for &(first, second) in self.pairs.get(..self.len).unwrap_or(&[]) {
                let second = if second == 0 { HIGH } else { like(next, second) };
                // A space stands for a run of white space.
                let second = if first == EACH * 0x20 { second | like(next, first) } else { second };
                marks |= like(here, first) & second;
            }
            if marks != 0 {
                let place = from + (marks.trailing_zeros() / 8) as usize;
                return (place < limit).then_some(place);
            }
            from += 8;
        }
        None
    }
}

/// The high bit of each byte of `have` that is, folded, the byte `want` (eight
/// times). It may mark a few more.
#[inline]
const fn like(have: u64, want: u64) -> u64 {
    if want == EACH * 0x20 {
        // White space and control characters are below 0x21; a backslash may
        // stand for any of them.
        return (have.wrapping_sub(EACH * 0x21) & !have & HIGH) | zeros(have ^ (EACH * 0x5C));
    }
    // Setting the bit that small letters have makes of other characters what no needle is compared with as a letter.
    let folded = if letters(want, 0x61) == HIGH { have | (EACH * 0x20) } else { have };
    zeros(folded ^ want) | zeros(have ^ (EACH * 0x5C))
}

/// Eight bytes from `at` on, if there are as many. The first is the lowest, on
/// every machine.
#[inline]
fn eight(bytes: &[u8], at: usize) -> Option<u64> {
    let chunk = bytes.get(at..at + 8)?;
    <[u8; 8]>::try_from(chunk).ok().map(u64::from_le_bytes)
}

const EACH: u64 = 0x0101_0101_0101_0101;
const HIGH: u64 = EACH * 0x80;

/// The high bit of each byte that is an ASCII letter from `first` on, 26 of them.
#[inline]
const fn letters(bytes: u64, first: u64) -> u64 {
    let low = bytes & !HIGH;
    (low + EACH * (0x80 - first)) & !(low + EACH * (0x80 - (first + 26))) & !bytes & HIGH
}

/// The high bit of each byte that is zero; a byte behind one may be marked too.
#[inline]
const fn zeros(bytes: u64) -> u64 {
    bytes.wrapping_sub(EACH) & !bytes & HIGH
}

/// Where the folded literal at `offset` ends if the message has it at `at`.
/// Eight bytes at a time; where more than case differs it is looked at singly,
/// in case the difference is white space.
#[inline]
fn literal_end(message: &[u8], at: usize, literals: &[u8], offset: usize, len: usize) -> Option<usize> {
    let want = literals.get(offset..offset + len)?;
    let Some(have) = message.get(at..at + len) else {
        return literal_end_bytewise(message, at, want);
    };
    let mut differs = 0;
    let (mut have_words, mut want_words) = (have.chunks_exact(8), want.chunks_exact(8));
    for (have, want) in have_words.by_ref().zip(want_words.by_ref()) {
        differs |= difference(word(have), word(want));
    }
    let rest = want_words.remainder();
    if !rest.is_empty() {
        differs |= match (have.last_chunk::<8>(), want.last_chunk::<8>(), eight(message, at), eight(literals, offset)) {
            // The last eight bytes, some of them once more.
            (Some(have), Some(want), ..) => difference(u64::from_le_bytes(*have), u64::from_le_bytes(*want)),
            // Fewer than eight, with others behind them.
            (_, _, Some(have), Some(want)) => difference(have, want) & (u64::MAX >> (64 - 8 * rest.len())),
            _ => u64::from(!have.eq_ignore_ascii_case(want)),
        };
    }
    if differs != 0 {
        // Most places differ in their first byte.
        let first = fold(have[0]);
        return if first == want[0] || first == b'\\' { literal_end_bytewise(message, at, want) } else { None };
    }
    let end = at + len;
    Some(if want.last() == Some(&b' ') { skip_space(message, end) } else { end })
}

/// Eight bytes as a word, the first the lowest.
#[inline]
fn word(bytes: &[u8]) -> u64 {
    <[u8; 8]>::try_from(bytes).map_or(0, u64::from_le_bytes)
}

/// Zero if eight bytes are the same but for the case of letters. `want` is in
/// lower case.
#[inline]
const fn difference(have: u64, want: u64) -> u64 {
    (have ^ want) & !(letters(want, 0x61) >> 2)
}

#[cold]
fn literal_end_bytewise(message: &[u8], mut at: usize, text: &[u8]) -> Option<usize> {
    for &want in text {
        let mut byte = fold(*message.get(at)?);
        if byte == b'\\' && want != b'\\' {
            at += 1;
            byte = unescape(*message.get(at)?);
        }
        if byte != want {
            return None;
        }
        at += 1;
        if want == b' ' {
            at = skip_space(message, at);
        }
    }
    Some(at)
}

/// What stands behind a backslash: a message that was cut out of JSON or of a
/// printed Python string still has its escapes.
const fn unescape(byte: u8) -> u8 {
    match byte {
        b'n' | b'r' | b't' => b' ',
        b'"' | b'\'' | b'`' | b'/' => byte,
        // No literal has this byte, so nothing matches.
        _ => 0,
    }
}

/// Whether a pattern may end at `at`: the message ends, or something new
/// begins. A plain word that goes on is another sentence than the pattern's.
fn ends_here(message: &[u8], at: usize) -> bool {
    let Some(&next) = message.get(at) else {
        return true;
    };
    if is_space(next) {
        let after = skip_space(message, at);
        return message[at..after].contains(&b'\n') || message.get(after).is_none_or(|_| !is_word_at(message, after));
    }
    if next == b'\\' {
        return true;
    }
    if matches!(next, b'-' | b'_') {
        return !message.get(at + 1).is_some_and(u8::is_ascii_alphanumeric);
    }
    !is_word_at(message, at)
        || at.checked_sub(1).is_some_and(|before| is_cjk_at(message, at) && !is_space(message[before]))
}

const fn is_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t'..=b'\r')
}

/// A letter or digit of any script. General and CJK punctuation, U+2000..=U+206F,
/// U+3000..=U+303F and the full-width forms U+FF00..=U+FF0F and U+FF1A..=U+FF20,
/// are no part of a word.
fn is_word_at(message: &[u8], at: usize) -> bool {
    match message.get(at..) {
        Some([byte, ..]) if byte.is_ascii() => byte.is_ascii_alphanumeric(),
        Some([0xE2, 0x80 | 0x81, ..] | [0xE3, 0x80, ..] | [0xC2, 0x80..=0xBF, ..]) => false,
        Some([0xEF, 0xBC, 0x80..=0x8F | 0x9A..=0xA0, ..]) => false,
        Some([]) | None => false,
        Some(_) => true,
    }
}

/// Chinese and Japanese set no space between words: there a pattern may end
/// inside a run of characters if it didn't begin a Latin word.
fn is_cjk_at(message: &[u8], at: usize) -> bool {
    matches!(message.get(at), Some(0xE3..=0xE9))
}

/// The end of the sentence or line that goes on at `at`, without its full stop.
fn sentence_end(message: &[u8], at: usize) -> usize {
    let mut end = at;
    while let Some(&byte) = message.get(end) {
        let closes = byte == b'.' && message.get(end + 1).is_none_or(|&next| is_space(next));
        if byte == b'\n' || byte == b'\r' || closes || (byte == 0xE3 && message[end..].starts_with("。".as_bytes())) {
            break;
        }
        end += 1;
    }
    while end > at && is_space(message[end - 1]) {
        end -= 1;
    }
    whole_characters(message, at, end)
}

/// Where a value of this kind ends if there is one at `at`.
fn value_end(message: &[u8], at: usize, kind: Kind) -> Option<usize> {
    let end = match kind {
        Kind::Number => number_end(message, at),
        Kind::Status => match message.get(at..at + 3) {
            Some([b'1'..=b'5', b'0'..=b'9', b'0'..=b'9']) if !message.get(at + 3).is_some_and(u8::is_ascii_digit) => {
                at + 3
            }
            _ => at,
        },
        Kind::Duration => duration_end(message, at),
        Kind::Word => {
            let mut end = class_end(message, at, WORD);
            while is_in_word(message, end) {
                end = class_end(message, end + 1, WORD);
            }
            word_end(message, at, whole_characters(message, at, end))
        }
        Kind::Phrase | Kind::Text => at,
    };
    (end > at).then_some(end)
}

fn run_end(message: &[u8], at: usize, belongs: impl Fn(u8) -> bool) -> usize {
    let mut end = at;
    while message.get(end).is_some_and(|&byte| belongs(byte)) {
        end += 1;
    }
    whole_characters(message, at, end)
}

/// A run that the window cut ends before the character it cut.
fn whole_characters(message: &[u8], at: usize, end: usize) -> usize {
    if end < message.len() {
        return end;
    }
    at + match core::str::from_utf8(&message[at..end]) {
        Ok(text) => text.len(),
        Err(error) => error.valid_up_to(),
    }
}

/// What a byte can be part of: values are scanned byte by byte, so one look has
/// to do. Of a character beyond ASCII only a phrase takes every byte; for a word
/// [`is_in_word`] knows.
static CLASSES: [u8; 256] = {
    let mut table = [0; 256];
    let mut index = 0;
    while index < 256 {
        let byte = index as u8;
        let in_word = byte > b' ' && byte < 0x7F && !matches!(byte, b'\'' | b'"' | b'`' | b'(' | b')' | b',' | b';');
        let in_phrase = byte.is_ascii_alphanumeric()
            || !byte.is_ascii()
            || matches!(byte, b' ' | b'-' | b'_' | b'/' | b'+' | b'(' | b')');
        let in_number = byte.is_ascii_digit() || matches!(byte, b'.' | b',' | b'_');
        table[index] = (in_word as u8 * WORD) | (in_phrase as u8 * PHRASE) | (in_number as u8 * NUMBER);
        index += 1;
    }
    table
};

const WORD: u8 = 1;
const PHRASE: u8 = 2;
const NUMBER: u8 = 4;

/// Where a run of bytes of this class ends.
#[inline]
fn class_end(message: &[u8], at: usize, class: u8) -> usize {
    let rest = message.get(at..).unwrap_or(&[]);
    at + rest.iter().position(|&byte| CLASSES[usize::from(byte)] & class == 0).unwrap_or(rest.len())
}

/// Whether the byte at `at` can stand inside a `word` value.
pub(crate) fn is_in_word(message: &[u8], at: usize) -> bool {
    match message.get(at) {
        Some(b' ' | b'\t'..=b'\r' | b'\'' | b'"' | b'`' | b'(' | b')' | b',' | b';') | None => false,
        Some(byte) if byte.is_ascii() => true,
        Some(byte) if byte & 0xC0 == 0x80 => true,
        Some(_) => is_word_at(message, at),
    }
}

/// A word gives back the punctuation that closes it, and a bracket that it
/// didn't open.
fn word_end(message: &[u8], at: usize, mut end: usize) -> usize {
    let count = |wanted: u8| message[at..end].iter().filter(|&&byte| byte == wanted).count();
    // Counted once: a word may be thousands of brackets.
    let mut unopened = match message[at..end].last() {
        Some(b'.' | b':' | b'!' | b'?' | b']' | b'}') => {
            [count(b']').saturating_sub(count(b'[')), count(b'}').saturating_sub(count(b'{'))]
        }
        _ => return end,
    };
    while end > at {
        match message[end - 1] {
            b'.' | b':' | b'!' | b'?' => {}
            b']' if unopened[0] > 0 => unopened[0] -= 1,
            b'}' if unopened[1] > 0 => unopened[1] -= 1,
            _ => break,
        }
        end -= 1;
    }
    end
}

fn back_over(message: &[u8], at: usize, mut end: usize, drops: impl Fn(u8) -> bool) -> usize {
    while end > at && drops(message[end - 1]) {
        end -= 1;
    }
    end
}

fn number_end(message: &[u8], at: usize) -> usize {
    let digits = at + usize::from(message.get(at) == Some(&b'-'));
    if !message.get(digits).is_some_and(u8::is_ascii_digit) {
        return at;
    }
    let end = class_end(&message[..message.len().min(digits + MAX_NUMBER)], digits, NUMBER);
    if message.get(end).is_some_and(|&byte| CLASSES[usize::from(byte)] & NUMBER != 0) {
        return at;
    }
    back_over(message, digits, end, |byte| !byte.is_ascii_digit())
}

/// `1.898s`, `6m0s`, `28ms`, `9 seconds`, `3 days 4 hours`, `86400`. Behind a
/// space only a number with a unit belongs to it.
fn duration_end(message: &[u8], at: usize) -> usize {
    let (mut end, mut from) = (at, at);
    loop {
        let number = run_end(message, from, |byte| byte.is_ascii_digit() || byte == b'.');
        let number = back_over(message, from, number, |byte| byte == b'.');
        if number == from || !message[from].is_ascii_digit() {
            return end;
        }
        let units = [number, skip_space(message, number)].map(|start| (start, unit_end(message, start)));
        match units.iter().find(|&&(start, end)| is_unit(&message[start..end])) {
            Some(&(_, unit)) => {
                end = unit;
                from = skip_space(message, end);
            }
            None => return if from == end { number } else { end },
        }
    }
}

/// Letters, and the sign for a millionth in front of them: Go writes `120µs`.
fn unit_end(message: &[u8], at: usize) -> usize {
    let micro = matches!(message.get(at..at + 2), Some([0xC2, 0xB5] | [0xCE, 0xBC]));
    run_end(message, at + if micro { 2 } else { 0 }, |byte| byte.is_ascii_alphabetic())
}

pub(crate) fn is_unit(text: &[u8]) -> bool {
    const UNITS: [&str; 28] = [
        "ns",
        "us",
        "µs",
        "μs",
        "ms",
        "s",
        "m",
        "h",
        "d",
        "sec",
        "secs",
        "second",
        "seconds",
        "min",
        "mins",
        "minute",
        "minutes",
        "hr",
        "hrs",
        "hour",
        "hours",
        "day",
        "days",
        "millis",
        "millisecond",
        "milliseconds",
        "microsecond",
        "microseconds",
    ];
    UNITS.iter().any(|unit| text.eq_ignore_ascii_case(unit.as_bytes()))
}
