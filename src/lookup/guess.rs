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
    /// How far the code is ahead of the second best one.
    margin: i32,
    /// How far the code is ahead of "not this API's error".
    own: i32,
    /// How far the best retryable code is ahead of the best other one.
    retry: i32,
    status: Option<u16>,
}

/// The part of a text that is read.
fn window(text: &str) -> &str {
    text.get(..floor_boundary(text, WINDOW)).unwrap_or("")
}

/// The words of a text that are neither those of a phrase nor a status.
pub(crate) fn new_words<'t>(text: &'t str, phrase: &str) -> impl Iterator<Item = Token<'t>> {
    Tokens::new(text).filter(move |token| {
        let repeated = Tokens::new(phrase).any(|known| known.hash == token.hash);
        let says_nothing = word_model().is_stop_word(token.hash);
        !repeated && !says_nothing && !token.text.starts_with(|char: char| char.is_ascii_digit())
    })
}

/// Whether the words around a phrase, given in pieces, say that the text is one of this API's; or, where there are
/// only a few words as before a log's message, whether they do not say the opposite. Where they repeat the phrase
/// or name a status they say no more than it does.
pub(crate) fn fits_around(phrase: &str, pieces: &[&str], few: bool) -> bool {
    let tokens = pieces.iter().flat_map(|piece| new_words(window(piece), phrase)).map(|token| token.hash);
    let scores = word_model().score_tokens(tokens);
    let best = scores.codes().iter().copied().max().unwrap_or(0);
    let lead = best - scores.foreign();
    lead >= if few { 1 - DECISION.foreign as i32 } else { DECISION.around as i32 }
}

/// Whether the words of a text say that another program has written it.
pub(crate) fn is_foreign(text: &str) -> bool {
    let scores = word_model().score(window(text));
    let best = scores.codes().iter().copied().max().unwrap_or(0);
    scores.foreign() - best >= DECISION.foreign as i32
}

impl Guess {
    /// The code that the words of a text fit best; `None` if they don't fit any.
    ///
    /// A code that does not come with the status loses some of its score. `general` is the code of a general message
    /// in the text ("Bad Request: ..."), which gains some.
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

    /// How much likelier the code is than the second best one, as a natural logarithm.
    pub(crate) fn margin(&self) -> f32 {
        in_nats(self.margin)
    }

    /// The same in units of the word model.
    pub(crate) fn margin_units(&self) -> i32 {
        self.margin
    }

    /// Whether the text is surely enough one of this API, wherever it comes from.
    pub(crate) fn is_own(&self) -> bool {
        self.own >= DECISION.gate as i32
    }

    /// How unlikely it is that the text is another program's.
    pub(crate) fn own(&self) -> i32 {
        self.own
    }

    /// The verdict where the policy of the code would say "retry" and errors that no retry can fix fit almost as
    /// well: that of the status, if it has one. `None` where the policy decides.
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
