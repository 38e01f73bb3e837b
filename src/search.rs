//! Finding errors by words, for a person who has neither a code nor a message.
//!
//! Whole names come first: a slug, an API code, a title, a keyword, an exception, a status. Behind them the word model
//! ranks: it learned from titles, keywords, texts, and patterns which words speak for which error.
//!
//! All of it is `#[inline]`: whoever searches compiles it, and most dependents don't search.

use crate::catalog::general_code;
use crate::matcher::steps;
use crate::tables::{WORDS, word_model};
use crate::words::model::UNIT;
use crate::words::tokens::{Hash, Tokens, hash};
use crate::{Catalog, Code, Entry, Locale};

/// How many codes a search gives at the most.
pub(crate) const RESULTS: usize = 10;

/// How much of a query is read.
const QUERY_BYTES: usize = 256;
const QUERY_TOKENS: usize = 48;

/// Codes whose score is below this are no answer.
const LEAST_SCORE: i32 = UNIT / 2;

/// Codes with less than this part of the best score are no answer: one part in so many.
const LEAST_OF_BEST: i32 = 5;

/// What a status in the query adds to the codes that come with it, and to the one that answers for it.
const STATUS: i32 = 2 * UNIT;
const GENERAL_STATUS: i32 = 3 * UNIT;

/// Names outrank all words: the query as a whole, or a compound name in it such as `insufficient_quota`.
const WHOLE_NAME: i32 = 1 << 24;
const NAME_INSIDE: i32 = 1 << 18;

#[inline]
pub(crate) fn search(words: &str) -> impl ExactSizeIterator<Item = Code> + Clone + use<> {
    let mut buffer = [0; QUERY_BYTES];
    let query = normalized(words, &mut buffer);
    let mut best = Best { rows: [(0, Code::ALL[0]); RESULTS], len: 0 };
    rank(query, &mut best);
    best.rows.map(|(_, code)| code).into_iter().take(best.len)
}

#[inline]
fn rank(query: &str, best: &mut Best) {
    let model = word_model();
    let tokens = Tokens::new(query).take(QUERY_TOKENS);
    let scores = model.score_tokens(tokens.clone().map(|token| known_token(token.text, token.hash)));
    let name = query.trim_matches(|char: char| !char.is_alphanumeric());
    let pieces = name
        .split(|char: char| !(char.is_alphanumeric() || matches!(char, '_' | '-' | '.')))
        .filter(|piece| !piece.is_empty());
    let mut best_words = 0;
    for (&score, &code) in scores.codes().iter().zip(Code::ALL) {
        let entry = code.entry();
        let statuses = tokens.clone().filter_map(|token| token.text.parse().ok());
        let by_status: i32 = statuses.map(|status: u16| status_score(entry, status)).sum();
        let words = score + by_status;
        best_words = best_words.max(words);
        let words = if words >= LEAST_SCORE { words } else { 0 };
        let whole = match named(name, entry, str::eq_ignore_ascii_case) {
            0 => named(name, entry, same),
            place => 64 + place,
        };
        let inside = pieces.clone().map(|piece| named(piece, entry, same_compound)).max().unwrap_or(0);
        best.insert(whole * WHOLE_NAME + inside * NAME_INSIDE + words, code);
    }
    best.keep(best_words / LEAST_OF_BEST);
}

#[inline]
fn status_score(entry: &Entry, status: u16) -> i32 {
    if Catalog::by_status(status).is_empty() {
        0
    } else if general_code(status) == Some(entry.code()) {
        GENERAL_STATUS
    } else if entry.statuses().contains(&status) {
        STATUS
    } else {
        0
    }
}

/// The hash of a token, or of the known word that it most likely is a misspelling or another form of.
#[inline]
fn known_token(token: &str, own: Hash) -> Hash {
    let model = word_model();
    if model.knows(own) || model.is_stop_word(own) {
        return own;
    }
    let mut letters = [' '; LETTERS];
    let Some(token) = letters_of(token, &mut letters).filter(|letters| letters.len() >= 4) else { return own };
    let mut best = (u32::MAX, own);
    for word in WORDS.lines().filter(|word| word.chars().next() == token.first().copied()) {
        let mut letters = [' '; LETTERS];
        let Some(letters) = letters_of(word, &mut letters) else { continue };
        let cost = difference(token, letters);
        if cost < best.0 {
            best = (cost, hash(word));
        }
    }
    best.1
}

/// No known word is longer; longer words of a query are left as they are.
const LETTERS: usize = 24;

#[inline]
fn letters_of<'b>(word: &str, letters: &'b mut [char; LETTERS]) -> Option<&'b [char]> {
    let mut len = 0;
    for char in word.chars().flat_map(char::to_lowercase) {
        *letters.get_mut(len)? = char;
        len += 1;
    }
    letters.get(..len)
}

/// How much two words differ, as far as they may be meant to be the same: one typing mistake, two in a long word, or
/// another ending. `u32::MAX` if they differ more. Both have the same first letter.
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

/// The number of letters to insert, delete, replace, or swap with their neighbor.
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

/// The start of the query; letters of double width, as input methods write them, become plain ones.
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

/// Whether two texts are the same but for case and what stands between words:
/// `rate limit reached`, `RateLimitReached`, `rate_limit_reached`.
#[inline]
fn same(query: &str, name: &str) -> bool {
    steps::count(1);
    let letters = |text| str::chars(text).filter(|char| char.is_alphanumeric()).flat_map(char::to_lowercase);
    letters(query).eq(letters(name))
}

/// The same for a name that is several words in one, and so not an everyday word.
#[inline]
fn same_compound(query: &str, name: &str) -> bool {
    let is_compound = || {
        let pairs = name.chars().zip(name.chars().skip(1));
        name.contains('_') || pairs.into_iter().any(|(before, after)| before.is_lowercase() && after.is_uppercase())
    };
    same(query, name) && is_compound()
}

/// The query is one of the entry's names. Of two entries that have it, the one whose name says more is meant: 0 for
/// none.
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
        // An exception names its usual code first.
        codes.iter().position(|code| *code == entry.code()).map_or(0, |place| 58 - place.min(57) as i32)
    }
}

/// The best codes so far, best first; of equals the one that came first.
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
