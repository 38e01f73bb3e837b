//! Waits in a message's own words.

use crate::matcher::wait_phrase::WaitPhrases;

include!(concat!(env!("OUT_DIR"), "/wait_phrases.rs"));

/// The words before a wait.
pub(crate) static WAITS: WaitPhrases = WaitPhrases::new(&WAIT_PHRASES, &WAIT_ENDINGS);
