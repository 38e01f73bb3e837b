//! What a command that could do its work tells the caller: the exit status.

/// 0 or 1; an error is 2.
pub enum Outcome {
    Found,
    NotFound,
}

impl Outcome {
    pub fn found_if(is_found: bool) -> Self {
        if is_found { Outcome::Found } else { Outcome::NotFound }
    }
}
