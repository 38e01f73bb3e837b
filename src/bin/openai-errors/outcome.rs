//! The outcome of a command that ran without an error: its exit status.

/// `Found` becomes exit status 0, and `NotFound` 1. An error becomes 2.
pub enum Outcome {
    Found,
    NotFound,
}

impl Outcome {
    pub fn found_if(is_found: bool) -> Self {
        if is_found { Outcome::Found } else { Outcome::NotFound }
    }
}
