//! Finding errors by words, for a person who knows no code and has no message.
//!
//! All texts are read once for each search, without an index: that takes less
//! than a millisecond, and an index would cost every program its bytes. Nothing
//! here knows a word of any language. What a word is worth is counted in the
//! texts themselves, so "the" weighs nothing and "quota" a lot; what people say
//! and no text does is data, the `keywords` of the catalog.
//!
//! All of it is `#[inline]`, so that this crate's own build need not generate it:
//! that is a quarter of its time, and most dependents don't search. The price is
//! paid where it is used: there it is optimized as that crate is.

use crate::{Catalog, Code, Entry, Locale};

/// How many codes a search gives at the most.
pub(crate) const RESULTS: usize = 10;

/// What speaks for an entry must be worth as much as a frequent word in a cause,
/// or as a rare one in a reason.
const LEAST_SCORE: u32 = 200;

/// Words that are rarer than this gain little more: a rare word that an entry
/// happens to use must not outweigh what its title says.
const RARE: u32 = 48;

/// A word that is in no error's name or title is one that people say around the
/// matter ("why do I get"), however few texts have it: it is worth one part in
/// so many.
const ASIDE: u32 = 3;

/// How much of a query is read.
const QUERY_BYTES: usize = 256;
const QUERY_WORDS: usize = 16;

/// Words and pairs of characters that are looked for at once, one for each bit
/// of a [`Set`].
const UNITS: usize = 32;
type Set = u32;

/// An entry that has less than this part of what the query's words are worth is
/// no answer: one part in so many.
const LEAST_SHARE: u32 = 5;

/// An entry with less than this part of the best one's score is no answer.
const LEAST_OF_BEST: u32 = 8;

/// Steps of the score that no number of words reaches: the query is a name of the
/// entry; a name that is no everyday word stands in it.
const EXACT: u32 = 1 << 24;
const NAMED: u32 = 1 << 18;

/// What a piece of text is worth when a word of the query stands in it.
#[derive(Clone, Copy)]
struct Field {
    weight: u8,
    /// One bit for each field, so that an entry gains from having the word in
    /// several, not from having it often in one.
    bit: u16,
    /// `{names}` of placeholders are no words of the text.
    pattern: bool,
}

impl Field {
    #[inline]
    const fn new(number: u8, weight: u8) -> Self {
        Field { weight, bit: 1 << number, pattern: false }
    }

    /// The fields whose words say what an error is about.
    const TOPICS: u16 =
        Field::SLUG.bit | Field::TITLE.bit | Field::KEYWORD.bit | Field::API_CODE.bit | Field::DEFAULT_STATUS.bit;
    const SLUG: Field = Field::new(0, 12);
    const TITLE: Field = Field::new(1, 12);
    const KEYWORD: Field = Field::new(2, 12);
    const API_CODE: Field = Field::new(3, 10);
    const DEFAULT_STATUS: Field = Field::new(4, 10);
    const STATUS: Field = Field::new(5, 8);
    const PATTERN: Field = Field { pattern: true, ..Field::new(6, 6) };
    const CAUSE: Field = Field::new(7, 6);
    const OTHER_API_VALUE: Field = Field::new(8, 4);
    const SOLUTION: Field = Field::new(9, 4);
    const REASON: Field = Field::new(10, 3);
    const EXCEPTION: Field = Field::new(11, 3);
}

/// How well a word fits, in quarters of a field's weight.
const NEAR: u8 = 2;
const WHOLE: u8 = 4;
/// The same for the first, the second, and each further pair of a piece: the
/// longer the piece, the less it is chance.
const CHAIN: [u8; 3] = [WHOLE, 5, 6];

/// Where one unit of the query was found in one entry.
#[derive(Clone, Copy, Default)]
struct Hit {
    best: u8,
    fields: u16,
}

impl Hit {
    #[inline]
    fn add(&mut self, field: Field, fit: u8) {
        self.best = self.best.max(field.weight.saturating_mul(fit));
        self.fields |= field.bit;
    }

    #[inline]
    fn is_topic(self) -> bool {
        self.fields & Field::TOPICS != 0
    }

    #[inline]
    fn strength(self) -> u8 {
        let others = self.fields.count_ones().saturating_sub(1) as u8;
        self.best.saturating_add(others * WHOLE)
    }
}

/// A word, or two neighbours in a run of characters that are written without
/// spaces, or such a character that stands alone.
#[derive(Clone, Copy, Default)]
struct Unit {
    start: u16,
    end: u16,
    unspaced: bool,
    /// It begins with the last character of the unit before it.
    continues: bool,
}

struct Query<'q> {
    text: &'q str,
    units: [Unit; UNITS],
    len: usize,
    words: Set,
    /// The units that a byte may be the first, the second, the third byte of:
    /// three tables tell most places of a text apart from any word at once.
    bytes: [[Set; 256]; 3],
    /// The first of them again for a byte after an ASCII letter, as most are: no
    /// word begins at a small letter there.
    within: [Set; 256],
}

impl<'q> Query<'q> {
    #[inline]
    fn new(text: &'q str) -> Self {
        let mut query =
            Query { text, units: [Unit::default(); UNITS], len: 0, words: 0, bytes: [[0; 256]; 3], within: [0; 256] };
        let mut runs = 0;
        let mut at = 0;
        while let Some(rest) = text.get(at..) {
            let Some(first) = rest.chars().next() else { break };
            let class = Class::of(first);
            let run = rest.find(|char| Class::of(char) != class).unwrap_or(rest.len());
            match class {
                Class::Between => {}
                Class::Word => query.push(at, at + run, false, false),
                Class::Unspaced => query.push_run(at, at + run),
            }
            runs += usize::from(class != Class::Between);
            if runs == QUERY_WORDS {
                break;
            }
            at += run;
        }
        let firsts = query.bytes[0];
        for ((within, first), byte) in query.within.iter_mut().zip(firsts).zip(0_u8..=u8::MAX) {
            let begins = !(byte.is_ascii_lowercase() || byte.is_ascii_digit());
            *within = if begins { first } else { first & !query.words };
        }
        query
    }

    #[inline]
    fn push_run(&mut self, start: usize, end: usize) {
        let run = self.text.get(start..end).unwrap_or("");
        let seconds = run.char_indices().skip(1);
        let mut pairs = 0;
        for ((first, _), (second, char)) in run.char_indices().zip(seconds) {
            self.push(start + first, start + second + char.len_utf8(), true, pairs > 0);
            pairs += 1;
        }
        if pairs == 0 {
            self.push(start, end, true, false);
        }
    }

    #[inline]
    fn push(&mut self, start: usize, end: usize, unspaced: bool, continues: bool) {
        let text = self.text.get(start..end).unwrap_or("");
        let known = (0..self.len).any(|unit| self.unit(unit) == text);
        let (Ok(start), Ok(end)) = (u16::try_from(start), u16::try_from(end)) else { return };
        if known || self.len == UNITS {
            return;
        }
        let bit = 1 << self.len;
        for (place, table) in self.bytes.iter_mut().enumerate() {
            match text.as_bytes().get(place) {
                Some(&byte) => {
                    table[usize::from(byte)] |= bit;
                    table[usize::from(byte.to_ascii_uppercase())] |= bit;
                }
                // A word that is so short has to be whole.
                None => table.iter_mut().zip(0_u8..=u8::MAX).for_each(|(set, byte)| {
                    if place > text.len() || !(byte.is_ascii_lowercase() || byte.is_ascii_digit()) {
                        *set |= bit;
                    }
                }),
            }
        }
        // The upper case of other letters has other bytes, and maybe of another length.
        if !unspaced && !text.is_ascii() {
            for upper in text.chars().take(3).flat_map(char::to_uppercase) {
                let mut buffer = [0; 4];
                for &byte in upper.encode_utf8(&mut buffer).as_bytes() {
                    self.bytes.iter_mut().for_each(|table| table[usize::from(byte)] |= bit);
                }
            }
        }
        if !unspaced {
            self.words |= bit;
        }
        self.units[self.len] = Unit { start, end, unspaced, continues };
        self.len += 1;
    }

    #[inline]
    fn unit(&self, number: usize) -> &'q str {
        let unit = self.units[number];
        self.text.get(usize::from(unit.start)..usize::from(unit.end)).unwrap_or("")
    }

    #[inline]
    fn status(&self, number: usize) -> Option<u16> {
        self.unit(number).parse().ok().filter(|status| (100..=599).contains(status))
    }

    /// What the units that an entry has are worth together. A pair of which both
    /// characters belong to pairs that it has is no word, but the end of one and
    /// the start of the next: it isn't missed.
    #[inline]
    fn covered(&self, row: &[u8; UNITS], worth: &[u32; UNITS]) -> u32 {
        let continued = |number: usize| self.units.get(number).is_some_and(|unit| unit.continues) && number < self.len;
        let has = |number: usize| row.get(number).is_some_and(|&strength| strength > 0);
        let unit = |number: usize| {
            let halves = match number {
                _ if has(number) => 2,
                _ => {
                    let left = number > 0 && continued(number) && has(number - 1);
                    let right = continued(number + 1) && has(number + 1);
                    u32::from(left) + u32::from(right)
                }
            };
            worth[number] * halves / 2
        };
        (0..self.len).map(unit).sum()
    }

    /// Finds all units in one text.
    #[inline]
    fn scan(&self, text: &str, field: Field, hits: &mut [Hit; UNITS]) {
        let bytes = text.as_bytes();
        let [firsts, seconds, thirds] = &self.bytes;
        let within = &self.within;
        let byte = |at: usize| usize::from(bytes.get(at).copied().unwrap_or(0));
        let (mut last, mut last_at, mut last_fit, mut chain) = (UNITS, 0, 0, 0);
        let mut inside = false;
        let mut at = 0;
        while let Some(&first) = bytes.get(at) {
            if field.pattern && first == b'{' {
                at += placeholder(&bytes[at..]);
            }
            let here = at;
            at += 1;
            let mut found = if inside { within } else { firsts }[usize::from(first)];
            inside = first.is_ascii_alphanumeric();
            if found == 0 {
                continue;
            }
            found &= seconds[byte(here + 1)] & thirds[byte(here + 2)];
            let Some(rest) = text.get(here..).filter(|_| found != 0) else { continue };
            if found & self.words != 0 && !begins_word(text, here) {
                found &= !self.words;
            }
            while found != 0 {
                let number = found.trailing_zeros() as usize;
                found &= found - 1;
                let unit = self.unit(number);
                if !self.units[number].unspaced {
                    let Some((fit, len)) = fit(unit, rest) else { continue };
                    // Neighbours in the query and in the text: "rate limit" is
                    // more than "rate" here and "limit" there.
                    let neighbours = last + 1 == number && (last_at..last_at + 3).contains(&here);
                    if neighbours {
                        hits[last].add(field, last_fit * 3 / 2);
                        hits[number].add(field, fit * 3 / 2);
                    } else {
                        hits[number].add(field, fit);
                    }
                    (last, last_at, last_fit) = (number, here + len, fit);
                } else if rest.starts_with(unit) {
                    let continued = self.units[number].continues && last + 1 == number && last_at == here;
                    chain = if continued { (chain + 1).min(CHAIN.len() - 1) } else { 0 };
                    hits[number].add(field, CHAIN[chain]);
                    let second = here + rest.chars().next().map_or(0, char::len_utf8);
                    (last, last_at, last_fit) = (number, second, CHAIN[chain]);
                }
            }
        }
    }
}

/// What a character is to a search.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    Between,
    Word,
    /// Written without spaces between words.
    Unspaced,
}

impl Class {
    #[inline]
    fn of(char: char) -> Self {
        match char {
            '0'..='9' | 'a'..='z' | 'A'..='Z' => Class::Word,
            '\0'..='\x7f' => Class::Between,
            // Kana, the ideographs with their extensions.
            '\u{3041}'..='\u{30ff}'
            | '\u{3400}'..='\u{4dbf}'
            | '\u{4e00}'..='\u{9fff}'
            | '\u{f900}'..='\u{faff}'
            | '\u{20000}'..='\u{323af}' => Class::Unspaced,
            char if char.is_alphanumeric() => Class::Word,
            _ => Class::Between,
        }
    }
}

/// Lower case; letters of double width, as input methods write them, become plain ones.
#[inline]
fn fold(char: char) -> char {
    match char {
        '\0'..='\x7f' => char.to_ascii_lowercase(),
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(char as u32 - 0xfee0).map_or(char, |char| char.to_ascii_lowercase()),
        char => char.to_lowercase().next().unwrap_or(char),
    }
}

/// The start of the query, folded.
#[inline]
fn folded<'b>(words: &str, buffer: &'b mut [u8; QUERY_BYTES]) -> &'b str {
    let mut len = 0;
    for (at, char) in words.char_indices() {
        let char = fold(char);
        if at + char.len_utf8() > QUERY_BYTES || len + char.len_utf8() > QUERY_BYTES {
            break;
        }
        len += char.encode_utf8(&mut buffer[len..]).len();
    }
    core::str::from_utf8(&buffer[..len]).unwrap_or("")
}

/// The length of the `{name` at the start of a piece of a pattern; 0 if it is
/// something else in braces.
#[inline]
fn placeholder(pattern: &[u8]) -> usize {
    let name = pattern.iter().skip(1).take_while(|byte| byte.is_ascii_lowercase() || **byte == b'_').count();
    if pattern.get(name + 1) == Some(&b'}') { name + 1 } else { 0 }
}

/// Whether a new word begins between the two characters: `RateLimit` is two words.
#[inline]
fn parts(before: char, after: char) -> bool {
    Class::of(before) != Class::Word || (before.is_lowercase() && after.is_uppercase())
}

#[inline]
fn begins_word(text: &str, at: usize) -> bool {
    let byte = |at: Option<usize>| at.and_then(|at| text.as_bytes().get(at)).copied();
    if let (Some(before @ 0..=0x7f), Some(after @ 0..=0x7f)) = (byte(at.checked_sub(1)), byte(Some(at))) {
        return parts(before.into(), after.into());
    }
    let before = text.get(..at).and_then(|text| text.chars().next_back());
    let after = text.get(at..).and_then(|text| text.chars().next());
    match (before, after) {
        (Some(before), Some(after)) => parts(before, after),
        _ => true,
    }
}

/// How well a word of the query fits the word that a text begins with. Whole
/// words count most; what has a beginning in common may be another form of the
/// word: "overload" and "overloaded", "keys" and "key", "expired" and "expires".
/// With it comes how much of the text the word takes up.
#[inline]
fn fit(unit: &str, text: &str) -> Option<(u8, usize)> {
    let whole = text.len();
    let mut unit = unit.chars();
    let mut text = text.chars();
    let mut common = 0;
    let mut before = ' ';
    let (unit_left, text_left) = loop {
        let (mut next_unit, mut next_text) = (unit.clone(), text.clone());
        let wanted = next_unit.next();
        let found = next_text.next().filter(|&char| Class::of(char) == Class::Word);
        match (wanted, found) {
            (None, None) => return Some((WHOLE, whole - text.as_str().len())),
            (None, Some(char)) if common > 0 && parts(before, char) => {
                return Some((WHOLE, whole - text.as_str().len()));
            }
            (Some(wanted), Some(found)) if wanted == fold(found) => {
                before = found;
                common += 1;
                unit = next_unit;
                text = next_text;
            }
            _ => {
                let left = text.as_str().find(|char| Class::of(char) != Class::Word).unwrap_or(text.as_str().len());
                break (unit.count(), left);
            }
        }
    };
    let near = match (unit_left, text_left) {
        (0, _) => common >= 3,
        (_, 0) => common >= 3 && unit_left <= 2,
        _ => common >= 5 && unit_left <= 3 && text_left <= 3,
    };
    near.then(|| (NEAR, whole - text.as_str().len() + text_left))
}

/// Whether two texts are the same but for case and what stands between words:
/// `rate limit reached`, `RateLimitReached`, `rate_limit_reached`.
#[inline]
fn same(query: &str, name: &str) -> bool {
    let letters = |text| str::chars(text).filter(|&char| Class::of(char) != Class::Between).map(fold);
    letters(query).eq(letters(name))
}

/// The same for a name that is nobody's everyday word, but several words in one.
#[inline]
fn same_compound(query: &str, name: &str) -> bool {
    let is_compound = || {
        let pairs = name.chars().zip(name.chars().skip(1));
        name.contains('_') || pairs.into_iter().any(|(before, after)| before.is_lowercase() && after.is_uppercase())
    };
    same(query, name) && is_compound()
}

/// The query is one of the entry's names. Of two entries that have it, the one
/// whose name says more is meant: 0 for none.
#[inline]
fn named(query: &str, entry: &Entry, is: fn(&str, &str) -> bool) -> u32 {
    let is_any = |names: &[&str]| names.iter().any(|name| is(query, name));
    let of_texts = |locale| {
        let mut names = core::iter::once(entry.title(locale)).chain(entry.keywords(locale));
        names.any(|name| is(query, name))
    };
    if is(query, entry.code().as_str()) {
        63
    } else if is_any(entry.api_codes()) {
        62
    } else if Locale::ALL.iter().any(|&locale| of_texts(locale)) {
        61
    } else if is_any(entry.also_api_codes()) {
        60
    } else if is_any(entry.api_types()) {
        59
    } else {
        let class = query.rsplit('.').next().unwrap_or(query);
        let mut exceptions = entry.exceptions().iter();
        let found = exceptions
            .find(|exception| is(class, exception.as_str()) || exception.aliases().iter().any(|name| is(class, name)));
        let codes = found.map_or(&[][..], |exception| exception.codes());
        // An exception names its usual code first.
        codes.iter().position(|code| *code == entry.code()).map_or(0, |place| 58 - place.min(57) as u32)
    }
}

/// Finds the query's units in all fields of one entry.
#[inline]
fn read(query: &Query<'_>, entry: &Entry) -> [Hit; UNITS] {
    let mut hits = [Hit::default(); UNITS];
    let mut scan = |text, field| query.scan(text, field, &mut hits);
    scan(entry.code().as_str(), Field::SLUG);
    for (index, &locale) in Locale::ALL.iter().enumerate() {
        // A language that has its texts from another has been read already.
        if Locale::ALL[..index].iter().any(|&other| entry.shares_texts(locale, other)) {
            continue;
        }
        scan(entry.title(locale), Field::TITLE);
        scan(entry.cause(locale), Field::CAUSE);
        scan(entry.solution(locale), Field::SOLUTION);
        entry.reasons(locale).for_each(|text| scan(text, Field::REASON));
        entry.keywords(locale).for_each(|text| scan(text, Field::KEYWORD));
    }
    entry.messages().for_each(|message| scan(message.pattern(), Field::PATTERN));
    entry.api_codes().iter().for_each(|value| scan(value, Field::API_CODE));
    entry.also_api_codes().iter().for_each(|value| scan(value, Field::OTHER_API_VALUE));
    entry.api_types().iter().for_each(|value| scan(value, Field::OTHER_API_VALUE));
    entry.exceptions().iter().for_each(|exception| scan(exception.as_str(), Field::EXCEPTION));
    for (number, hit) in hits.iter_mut().enumerate().take(query.len) {
        let Some(status) = query.status(number) else { continue };
        if entry.default_for().contains(&status) {
            hit.add(Field::DEFAULT_STATUS, WHOLE);
        } else if entry.statuses().contains(&status) {
            hit.add(Field::STATUS, WHOLE);
        }
    }
    hits
}

/// What a word that so many of all entries have is worth: the binary logarithm
/// of their ratio, in sixteenths.
#[inline]
fn rarity(all: u32, with: u32) -> u32 {
    let ratio = (all * 256 / with.max(1)).max(256);
    let whole = ratio.ilog2();
    let fraction = ((ratio - (1 << whole)) * 16) >> whole;
    let rarity = (whole - 8) * 16 + fraction;
    rarity.min(RARE) + rarity.saturating_sub(RARE) / 4
}

#[inline]
pub(crate) fn search(words: &str) -> impl ExactSizeIterator<Item = Code> + Clone + use<> {
    let mut best = Best { rows: [(0, Code::ALL[0]); RESULTS], len: 0 };
    let mut buffer = [0; QUERY_BYTES];
    let text = folded(words, &mut buffer);
    let query = Query::new(text);
    if query.len > 0 {
        rank(&query, &mut best);
    }
    best.rows.map(|(_, code)| code).into_iter().take(best.len)
}

#[inline]
fn rank(query: &Query<'_>, best: &mut Best) {
    let mut strengths = [[0_u8; UNITS]; Code::ALL.len()];
    let mut entries_with = [0_u32; UNITS];
    let mut topics = [false; UNITS];
    for (row, code) in strengths.iter_mut().zip(Code::ALL) {
        for (number, hit) in read(query, code.entry()).into_iter().enumerate() {
            row[number] = hit.strength();
            entries_with[number] += u32::from(row[number] > 0);
            topics[number] |= hit.is_topic();
        }
    }
    // What each unit is worth: the fewer entries have it, the more.
    let all = Code::ALL.len() as u32;
    let mut worth = entries_with.map(|with| if with == 0 { 0 } else { rarity(all, with) });
    for (number, worth) in worth.iter_mut().enumerate().take(query.len) {
        if !topics[number] {
            *worth /= ASIDE;
        }
        // A status says much, however many errors come with it.
        if query.status(number).is_some_and(|status| !Catalog::by_status(status).is_empty()) {
            *worth = (*worth).max(RARE);
        }
    }
    let known: u32 = worth.iter().sum();
    let unknown = (0..query.len).filter(|&number| entries_with[number] == 0).map(|number| {
        // Half of the pairs in a sentence are the end of one word and the start of the next.
        let share = if query.units[number].unspaced { 4 } else { 1 };
        rarity(all, 1) / share
    });
    let asked = Asked { known, all: known + unknown.sum::<u32>() };
    let name = query.text.trim_matches(|char| Class::of(char) == Class::Between);
    let pieces = name
        .split(|char| Class::of(char) != Class::Word && !matches!(char, '_' | '-' | '.'))
        .filter(|piece| !piece.is_empty());
    let mut best_words = 0;
    for (row, code) in strengths.iter().zip(Code::ALL) {
        let entry = code.entry();
        let words = words_score(query, entry, row, &worth, asked);
        best_words = best_words.max(words);
        let whole = match named(name, entry, str::eq_ignore_ascii_case) {
            0 => named(name, entry, same),
            place => 64 + place,
        };
        let piece = pieces.clone().map(|piece| named(piece, entry, same_compound)).max().unwrap_or(0);
        best.insert(whole * EXACT + piece * NAMED + words, *code);
    }
    best.keep(best_words / LEAST_OF_BEST);
}

/// What the units of a query are worth: those that any entry has, and all.
#[derive(Clone, Copy)]
struct Asked {
    known: u32,
    all: u32,
}

/// How much the words speak for an entry, without the names.
#[inline]
fn words_score(query: &Query<'_>, entry: &Entry, row: &[u8; UNITS], worth: &[u32; UNITS], asked: Asked) -> u32 {
    let covered = query.covered(row, worth);
    if covered == 0 || covered * LEAST_SHARE < asked.all {
        return 0;
    }
    let found: u32 = row.iter().zip(worth).map(|(&strength, worth)| u32::from(strength) * worth).sum();
    // An error that comes in many wordings is one that many people meet.
    let common = 64 + (entry.messages().len() as u32 + 1).ilog2();
    let score = u64::from(found) * u64::from(covered) * u64::from(common) / u64::from(asked.known) / 64;
    u32::try_from(score).ok().filter(|score| *score >= LEAST_SCORE).unwrap_or(0)
}

/// The best codes so far, best first; of equals the one that came first.
struct Best {
    rows: [(u32, Code); RESULTS],
    len: usize,
}

impl Best {
    #[inline]
    fn insert(&mut self, score: u32, code: Code) {
        let place = self.rows[..self.len].iter().position(|row| row.0 < score).unwrap_or(self.len);
        if score == 0 || place == RESULTS {
            return;
        }
        self.len = (self.len + 1).min(RESULTS);
        self.rows[place..self.len].rotate_right(1);
        self.rows[place] = (score, code);
    }

    #[inline]
    fn keep(&mut self, least: u32) {
        self.len = self.rows[..self.len].iter().take_while(|row| row.0 >= least).count();
    }
}
