//! The matcher against a reference, and the work that it does.

mod equivalence;
pub mod oracle;
mod texts;
mod work;

/// How many times more texts to try than in a usual run: `MATCHER_EFFORT=100 cargo test --release`.
fn effort() -> usize {
    std::env::var("MATCHER_EFFORT").ok().and_then(|effort| effort.parse().ok()).unwrap_or(1)
}
