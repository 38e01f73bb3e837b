//! From a text to an answer: what a response or a pasted text says, and which error that is.
//!
//! - Input: [`response`] and [`body`] hold what a server sent, [`pasted`] what a pasted text says.
//! - Order: [`classify`] puts the evidence of a response in order, [`explain`] that of a pasted text.
//! - Ways to an error: [`find`] by the patterns, [`guess`] by the word model. [`foreign`] decides whether a text is
//!   this API's at all, and [`search`] is for people who have no message.
//! - Answer: [`matched`], without the message [`diagnosis`], with copies of the values [`owned`].

#[cfg(feature = "json")]
pub(crate) mod body;
pub(crate) mod captured;
pub(crate) mod classify;
pub(crate) mod diagnosis;
pub(crate) mod explain;
pub(crate) mod field_wait;
pub(crate) mod find;
pub(crate) mod foreign;
pub(crate) mod guess;
#[cfg(feature = "json")]
mod json;
#[cfg(test)]
#[path = "tests/leave_one_out.rs"]
mod leave_one_out;
pub(crate) mod match_kind;
pub(crate) mod matched;
pub(crate) mod number;
#[cfg(feature = "alloc")]
pub(crate) mod owned;
pub(crate) mod pasted;
pub(crate) mod reason;
pub(crate) mod response;
pub(crate) mod search;
pub(crate) mod values;
pub(crate) mod word_model;
