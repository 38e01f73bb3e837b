//! A guess for a message that no pattern matches: which error its words fit best.

use crate::entry::code::Code;
use crate::entry::code_index::general_code;
use crate::lookup::word_model::{DECISION, in_nats, word_model};
use crate::matcher::window::{WINDOW, floor_boundary};
use crate::retry::verdict::Verdict;
use crate::words::tokens::{Token, Tokens};

/// The result of the word model for a text.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Guess {
    pub code: Code,
    /// By how much its score is higher than that of the second best code.
    margin: i32,
    /// By how much its score is higher than that of "not this API's error".
    own: i32,
    /// By how much the score of the best retryable code is higher than that of the best other code.
    retry: i32,
    status: Option<u16>,
}

/// The part of a text that is read.
fn window(text: &str) -> &str {
    text.get(..floor_boundary(text, WINDOW)).unwrap_or("")
}

/// The words of a text, without stop words, numbers, and the words of a phrase.
pub(crate) fn new_words<'t>(text: &'t str, phrase: &str) -> impl Iterator<Item = Token<'t>> {
    Tokens::new(text).filter(move |token| {
        let repeated = Tokens::new(phrase).any(|known| known.hash == token.hash);
        let says_nothing = word_model().is_stop_word(token.hash);
        !repeated && !says_nothing && !token.text.starts_with(|char: char| char.is_ascii_digit())
    })
}

/// Whether the words around a phrase suggest that the text is from this API. If there are only a `few`, as in front of
/// a log's message, it is enough that they don't suggest another program. Words of the phrase and statuses don't count.
/// `pieces` are the texts before and after the phrase.
pub(crate) fn fits_around(phrase: &str, pieces: &[&str], few: bool) -> bool {
    let tokens = pieces.iter().flat_map(|piece| new_words(window(piece), phrase)).map(|token| token.hash);
    let scores = word_model().score_tokens(tokens);
    let best = scores.codes().iter().copied().max().unwrap_or(0);
    let lead = best - scores.foreign();
    lead >= if few { 1 - DECISION.foreign as i32 } else { DECISION.around as i32 }
}

/// Whether the words of a text suggest that another program wrote it.
pub(crate) fn is_foreign(text: &str) -> bool {
    let scores = word_model().score(window(text));
    let best = scores.codes().iter().copied().max().unwrap_or(0);
    scores.foreign() - best >= DECISION.foreign as i32
}

impl Guess {
    /// Guesses the code that the words of a text fit best; `None` if they don't fit any.
    ///
    /// A code that does not come with the status loses some of its score. If a general message was found in the text
    /// ("Bad Request: ..."), `general` is its code, which gains some score.
    pub(crate) fn new(text: &str, status: Option<u16>, general: Option<Code>) -> Option<Self> {
        let scores = word_model().score(window(text));
        let mut best = (i32::MIN, None);
        let mut second = i32::MIN;
        // The best score of the codes that are not retryable, and of those that are.
        let mut by_policy = [i32::MIN; 2];
        for (&score, &code) in scores.codes().iter().zip(Code::ALL) {
            let entry = code.entry();
            let mut score = score;
            if status.is_some_and(|status| !entry.statuses().contains(&status)) {
                score -= DECISION.other_status as i32;
            }
            if general == Some(code) {
                score += DECISION.general as i32;
            }
            let policy = &mut by_policy[usize::from(entry.retry().is_retryable())];
            *policy = (*policy).max(score);
            if score > best.0 {
                second = best.0;
                best = (score, Some(code));
            } else {
                second = second.max(score);
            }
        }
        if best.0 < DECISION.least as i32 {
            return None;
        }
        let [stop, retry] = by_policy;
        Some(Guess {
            code: best.1?,
            margin: best.0.saturating_sub(second),
            own: best.0 - scores.foreign(),
            retry: retry.saturating_sub(stop),
            status,
        })
    }

    /// The natural logarithm of how much likelier the code is than the second best one.
    pub(crate) fn margin(&self) -> f32 {
        in_nats(self.margin)
    }

    /// The margin in units of the word model.
    pub(crate) fn margin_units(&self) -> i32 {
        self.margin
    }

    /// Whether the words alone make it certain enough that the text is from this API.
    pub(crate) fn is_own(&self) -> bool {
        self.own >= DECISION.gate as i32
    }

    /// How clearly the text is from this API and not from another program, in units of the word model.
    pub(crate) fn own(&self) -> i32 {
        self.own
    }

    /// The verdict of a close call: the policy of the code says "retry", but an error that no retry can fix fits almost
    /// as well. It is the verdict for the status alone, or [`Verdict::Unknown`] if the status has none. `None` if the
    /// code's policy decides.
    pub(crate) fn doubt(&self) -> Option<Verdict> {
        if !self.code.entry().retry().is_retryable() || self.retry >= DECISION.retry as i32 {
            return None;
        }
        let usual = self.status.and_then(|status| Some((status, general_code(status)?.entry())));
        Some(match usual {
            Some((status, entry)) if entry.ambiguous_statuses().contains(&status) => Verdict::Unknown,
            Some((_, entry)) if entry.retry().is_retryable() => Verdict::Retry,
            Some(_) => Verdict::Stop,
            None => Verdict::Unknown,
        })
    }
}
