//! The outcome of a command that ran without an error, and its exit status.

use std::process::ExitCode;

pub enum Outcome {
    Found,
    NotFound,
}

impl Outcome {
    pub fn found_if(is_found: bool) -> Self {
        if is_found { Outcome::Found } else { Outcome::NotFound }
    }
}

/// An error in the command line or in an input has the exit status 2.
impl From<Outcome> for ExitCode {
    fn from(outcome: Outcome) -> ExitCode {
        match outcome {
            Outcome::Found => ExitCode::SUCCESS,
            Outcome::NotFound => ExitCode::from(1),
        }
    }
}
