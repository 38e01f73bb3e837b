//! The word model: a linear model over single words and pairs of neighboring words.
//!
//! Each word and each pair that the model knows has a weight for some of the codes. The scores of a text are the sums
//! of these weights. The build script trains the weights on the catalog's own texts; `docs/matching.md` describes the
//! tokens, the table, and the arithmetic.
//!
//! This module doesn't depend on codes or entries. The build script compiles it too, because training and lookup must
//! split texts in the same way.

pub(crate) mod model;
pub(crate) mod tokens;
