//! From a text to an answer: what a response or a pasted text says, and which error that is.
//!
//! [`response`] and [`body`] contain the caller's input; [`classify`] puts the evidence in order, [`explain`] finds it
//! in what people paste, and [`guess`] uses the word model. The answer is in [`matched`], without the message in
//! [`diagnosis`].

#[cfg(feature = "json")]
pub(crate) mod body;
pub(crate) mod classify;
pub(crate) mod diagnosis;
pub(crate) mod explain;
pub(crate) mod field_wait;
pub(crate) mod guess;
#[cfg(feature = "json")]
mod json;
#[cfg(test)]
pub(crate) mod leave_one_out;
pub(crate) mod matched;
pub(crate) mod response;
pub(crate) mod search;
pub(crate) mod secret;
