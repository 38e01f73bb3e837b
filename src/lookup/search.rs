//! Finds errors by words, for a person who has neither a code nor a message.
//!
//! Whole names come first: a slug, an API code, a title, a keyword, an exception, or a status. The word model ranks the
//! other errors: it learned from titles, keywords, texts, and patterns which words suggest which error. It learned only
//! the languages that messages are written in. A word that it doesn't know is looked up in the titles and keywords of
//! the other languages.
//!
//! All functions are `#[inline]`, so that only programs that search contain them. Most programs don't search.

use core::{array, iter};

use crate::entry::Entry;
use crate::entry::code::Code;
use crate::entry::code_index::{by_status, general_code};
use crate::iter::macros::iterator;
use crate::lookup::word_model::{WORDS, word_model};
use crate::matcher::steps;
use crate::text::locale::{LOCALES_NOT_LEARNED, Locale};
use crate::words::model::UNIT;
use crate::words::tokens::{Hash, Token, Tokens, folded, hash};

/// The maximum number of codes that a search returns.
pub(crate) const RESULTS: usize = 10;

/// The rest of a longer query is ignored.
const QUERY_BYTES: usize = 256;
const QUERY_TOKENS: usize = 48;

/// Codes with a lower score are not returned.
const LEAST_SCORE: i32 = UNIT / 2;

/// Codes with less than a fifth of the best score are not returned.
const BEST_SCORE_DIVISOR: i32 = 5;

/// The score that a status in the query adds to the codes that come with it, and to its general code.
const STATUS: i32 = 2 * UNIT;
const GENERAL_STATUS: i32 = 3 * UNIT;

/// The scores of names: for the query as a whole, and for a compound name in it such as `insufficient_quota`. Both are
/// higher than any score of words.
const WHOLE_NAME: i32 = 1 << 24;
const NAME_INSIDE: i32 = 1 << 18;

iterator! {
    /// What a search finds, best first. [`Catalog::search`](crate::Catalog::search) returns it.
    ///
    /// ```
    /// use openai_error_catalog::{Catalog, iter::SearchResults};
    /// let results: SearchResults = Catalog::search("out of credit");
    /// assert!(results.len() <= Catalog::SEARCH_LIMIT);
    /// ```
    SearchResults(iter::Take<array::IntoIter<Code, RESULTS>>) -> Code, |code| code
}

#[inline]
pub(crate) fn search(words: &str) -> SearchResults {
    let mut buffer = [0; QUERY_BYTES];
    let query = normalized(words, &mut buffer);
    let mut best = Best { rows: [(0, Code::ALL[0]); RESULTS], len: 0 };
    rank(query, &mut best);
    SearchResults(best.rows.map(|(_, code)| code).into_iter().take(best.len))
}

#[inline]
fn rank(query: &str, best: &mut Best) {
    let model = word_model();
    let tokens = Tokens::new(query).take(QUERY_TOKENS);
    let others =
        OtherLanguages::of(tokens.clone().filter(|token| !model.knows(token.hash) && !model.is_stop_word(token.hash)));
    let known =
        |token: Token<'_>| if others.has(token.hash) { token.hash } else { known_token(token.text, token.hash) };
    let scores = model.score_tokens(tokens.clone().map(known));
    let name = query.trim_matches(|char: char| !char.is_alphanumeric());
    let pieces = name
        .split(|char: char| !(char.is_alphanumeric() || matches!(char, '_' | '-' | '.')))
        .filter(|piece| !piece.is_empty());
    let mut best_words = 0;
    for (&score, &code) in scores.codes().iter().zip(Code::ALL) {
        let entry = code.entry();
        let statuses = tokens.clone().filter_map(|token| token.text.parse().ok());
        let by_status: i32 = statuses.map(|status: u16| status_score(entry, status)).sum();
        let words = score + by_status + others.score(code);
        best_words = best_words.max(words);
        let words = if words >= LEAST_SCORE { words } else { 0 };
        let whole = match named(name, entry, str::eq_ignore_ascii_case) {
            0 => named(name, entry, same),
            // A name with the same separators and accents outranks one without. The highest rank is 63.
            place => 64 + place,
        };
        let inside = pieces.clone().map(|piece| named(piece, entry, same_compound)).max().unwrap_or(0);
        best.insert(whole * WHOLE_NAME + inside * NAME_INSIDE + words, code);
    }
    best.keep(best_words / BEST_SCORE_DIVISOR);
}

#[inline]
fn status_score(entry: &Entry, status: u16) -> i32 {
    if by_status(status).is_empty() {
        0
    } else if general_code(status) == Some(entry.code()) {
        GENERAL_STATUS
    } else if entry.statuses().contains(&status) {
        STATUS
    } else {
        0
    }
}

/// Which words of a query are in the titles and keywords of the languages that the word model didn't learn.
struct OtherLanguages {
    words: [Hash; QUERY_TOKENS],
    len: usize,
    /// For each code, the words that were found in its texts, one bit per word.
    found: [u64; Code::ALL.len()],
    /// The words that were found for any code.
    any: u64,
}

const _: () = assert!(QUERY_TOKENS <= 64);

impl OtherLanguages {
    #[inline]
    fn of<'q>(tokens: impl Iterator<Item = Token<'q>>) -> Self {
        let mut others = OtherLanguages { words: [0; QUERY_TOKENS], len: 0, found: [0; Code::ALL.len()], any: 0 };
        if LOCALES_NOT_LEARNED.is_empty() {
            return others;
        }
        let mut letters = [[' '; LETTERS]; QUERY_TOKENS];
        let mut lens = [0; QUERY_TOKENS];
        // A single character says too little.
        for token in tokens.filter(|token| token.text.chars().nth(1).is_some()) {
            let at = others.len;
            if !others.words[..at].contains(&token.hash) {
                others.words[at] = token.hash;
                lens[at] = letters_of(token.text, &mut letters[at]).map_or(0, <[char]>::len);
                others.len += 1;
            }
        }
        if others.len == 0 {
            return others;
        }
        let words = others.words;
        others.find(u64::MAX, |at, token| words[at] == token.hash);
        // A word that was not found may be misspelled, or another form of a word.
        let long = (0..others.len).filter(|&at| lens[at] >= SHORT).fold(0, |bits, at| bits | 1 << at);
        others.find(long & !others.any, |at, token| {
            let mut buffer = [' '; LETTERS];
            let word = &letters[at][..lens[at]];
            let starts_alike =
                || token.text.chars().next().and_then(|char| folded(char).next()) == word.first().copied();
            starts_alike()
                && letters_of(token.text, &mut buffer).is_some_and(|token| difference(word, token) != u32::MAX)
        });
        others
    }

    /// Looks for those words of the query whose bits are set in `which`.
    #[inline]
    fn find(&mut self, which: u64, is: impl Fn(usize, &Token<'_>) -> bool) {
        if which == 0 {
            return;
        }
        for (found, code) in self.found.iter_mut().zip(Code::ALL) {
            let entry = code.entry();
            for &locale in LOCALES_NOT_LEARNED {
                let texts = core::iter::once(entry.title(locale)).chain(entry.keywords(locale));
                for token in texts.flat_map(Tokens::new) {
                    steps::count(1);
                    for at in (0..self.len).filter(|at| which & (1 << at) != 0) {
                        if is(at, &token) {
                            *found |= 1 << at;
                        }
                    }
                }
            }
        }
        self.any = self.found.iter().fold(0, |any, found| any | found);
    }

    /// Whether the word was found.
    #[inline]
    fn has(&self, word: Hash) -> bool {
        self.words[..self.len].iter().enumerate().any(|(at, own)| *own == word && self.any & (1 << at) != 0)
    }

    /// The score of a code. The fewer codes have a word, the more it counts.
    #[inline]
    fn score(&self, code: Code) -> i32 {
        let found = self.found[code as usize];
        if found == 0 {
            return 0;
        }
        let of_word = |at: usize| {
            let codes = self.found.iter().filter(|found| *found & (1 << at) != 0).count();
            // The natural logarithm of the fraction of codes that have the word, negated, in units of the word model.
            // ln 2 is 11 units. The fourth power makes the integer logarithm precise to a quarter.
            let power = |count: usize| (count as u64).pow(4);
            let rarity = (power(Code::ALL.len()) / power(codes.max(1))).ilog2() as i32;
            rarity * 11 / 4
        };
        (0..self.len).filter(|at| found & (1 << at) != 0).map(of_word).sum()
    }
}

/// The hash of a token that the word model knows. For an unknown token, the hash of the known word that it resembles
/// most, because it may be misspelled or another form of that word.
#[inline]
fn known_token(token: &str, own: Hash) -> Hash {
    let model = word_model();
    if model.knows(own) || model.is_stop_word(own) {
        return own;
    }
    let mut letters = [' '; LETTERS];
    let Some(token) = letters_of(token, &mut letters).filter(|letters| letters.len() >= SHORT) else { return own };
    let mut best = (u32::MAX, own);
    let starts_alike = |word: &&str| word.chars().next().and_then(|char| folded(char).next()) == token.first().copied();
    for word in WORDS.lines().filter(starts_alike) {
        let mut letters = [' '; LETTERS];
        let Some(letters) = letters_of(word, &mut letters) else { continue };
        let cost = difference(token, letters);
        if cost < best.0 {
            best = (cost, hash(word));
        }
    }
    best.1
}

/// Shorter words resemble too many others to be corrected.
const SHORT: usize = 4;

/// No known word is longer, so longer words of a query are not corrected.
const LETTERS: usize = 24;

#[inline]
fn letters_of<'b>(word: &str, letters: &'b mut [char; LETTERS]) -> Option<&'b [char]> {
    let mut len = 0;
    for char in word.chars().flat_map(folded) {
        *letters.get_mut(len)? = char;
        len += 1;
    }
    letters.get(..len)
}

/// How much two words differ that may be forms of the same word: by one typing mistake, by two in a long word, or by
/// the ending. `u32::MAX` if they differ more. The caller has compared the first letters.
#[inline]
fn difference(one: &[char], other: &[char]) -> u32 {
    const NEVER: u32 = u32::MAX;
    steps::count(1 + one.len());
    let common = one.iter().zip(other).take_while(|(one, other)| one == other).count();
    if one.len().abs_diff(other.len()) > 3 {
        return NEVER;
    }
    let allowed = if one.len() >= 8 { 2 } else { 1 };
    let distance = typing_mistakes(one, other);
    if distance <= allowed {
        return 4 * distance + u32::from(common < 3);
    }
    // `overload` and `overloaded`, `expired` and `expires`.
    let ending = one.len().max(other.len()) - common;
    if common >= 4 && ending <= 3 { 16 + ending as u32 } else { NEVER }
}

/// The edit distance: the number of letters to insert, delete, replace, or swap with their neighbor.
#[inline]
fn typing_mistakes(one: &[char], other: &[char]) -> u32 {
    let mut before = [0_u32; LETTERS + 1];
    let mut last = [0_u32; LETTERS + 1];
    for (at, cost) in last.iter_mut().enumerate() {
        *cost = at as u32;
    }
    for (i, a) in one.iter().enumerate() {
        steps::count(other.len());
        let mut now = [0_u32; LETTERS + 1];
        now[0] = i as u32 + 1;
        for (j, b) in other.iter().enumerate() {
            let mut cost = (last[j] + u32::from(a != b)).min(last[j + 1] + 1).min(now[j] + 1);
            if i > 0 && j > 0 && a == &other[j - 1] && b == &one[i - 1] {
                cost = cost.min(before[j - 1] + 1);
            }
            now[j + 1] = cost;
        }
        before = last;
        last = now;
    }
    last[other.len()]
}

/// The first [`QUERY_BYTES`] of the query. Full-width letters, which input methods write, become ASCII letters.
#[inline]
fn normalized<'b>(words: &str, buffer: &'b mut [u8; QUERY_BYTES]) -> &'b str {
    let mut len = 0;
    for char in words.chars() {
        let char = match char {
            '\u{ff01}'..='\u{ff5e}' => char::from_u32(char as u32 - 0xfee0).unwrap_or(char),
            '\u{3000}' => ' ',
            char => char,
        };
        if len + char.len_utf8() > QUERY_BYTES {
            break;
        }
        len += char.encode_utf8(&mut buffer[len..]).len();
    }
    core::str::from_utf8(&buffer[..len]).unwrap_or("")
}

/// Whether two texts are the same except for case, accents, and the characters between words:
/// `rate limit reached`, `RateLimitReached`, `rate_limit_reached`.
#[inline]
fn same(query: &str, name: &str) -> bool {
    steps::count(1);
    let letters = |text| str::chars(text).filter(|char| char.is_alphanumeric()).flat_map(folded);
    letters(query).eq(letters(name))
}

/// The same for a name that consists of several words. A single word may be an everyday word instead of the name.
#[inline]
fn same_compound(query: &str, name: &str) -> bool {
    let is_compound = || {
        let pairs = name.chars().zip(name.chars().skip(1));
        name.contains('_') || pairs.into_iter().any(|(before, after)| before.is_lowercase() && after.is_uppercase())
    };
    same(query, name) && is_compound()
}

/// The rank of the entry's name that equals the query, from 1 to 63; 0 if none does. If several entries have this name,
/// the one with the highest rank comes first.
#[inline]
fn named(query: &str, entry: &Entry, is: fn(&str, &str) -> bool) -> i32 {
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
        // The first code of an exception is the usual one.
        codes.iter().position(|code| *code == entry.code()).map_or(0, |place| 58 - place.min(57) as i32)
    }
}

/// The best codes so far, the best one first. Codes with the same score stay in the order in which they came.
struct Best {
    rows: [(i32, Code); RESULTS],
    len: usize,
}

impl Best {
    #[inline]
    fn insert(&mut self, score: i32, code: Code) {
        let place = self.rows[..self.len].iter().position(|row| row.0 < score).unwrap_or(self.len);
        if score <= 0 || place == RESULTS {
            return;
        }
        self.len = (self.len + 1).min(RESULTS);
        self.rows[place..self.len].rotate_right(1);
        self.rows[place] = (score, code);
    }

    #[inline]
    fn keep(&mut self, least: i32) {
        self.len = self.rows[..self.len].iter().take_while(|row| row.0 >= least).count();
    }
}
