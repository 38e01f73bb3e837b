//! Finds the error for a response, a message, or a pasted text.
//!
//! - Input: [`response`] and [`body`] contain what a server sent, [`pasted`] what is found in a pasted text.
//! - Order: [`classify`] decides which part of a response counts, [`explain`] which part of a pasted text.
//! - Search: [`find`] uses the patterns, [`guess`] the word model. [`foreign`] decides whether a text is from this API
//!   at all. [`search`] is for people who have no message.
//! - Answer: [`matched`] borrows the message, [`diagnosis`] doesn't, and [`owned`] has copies of the values.

#[cfg(feature = "json")]
pub(crate) mod body;
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
