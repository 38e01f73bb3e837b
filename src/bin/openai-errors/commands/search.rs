//! `search`: finds error codes by words.

use std::io;

use openai_error_catalog::{Catalog, Code, Locale};

use crate::hint;
use crate::options::Common;
use crate::outcome::Outcome;
use crate::pages::code_list::{self, Columns};

#[derive(clap::Args)]
pub struct Arguments {
    #[command(flatten)]
    common: Common,
    /// Words in any of the languages, a status, or a piece of a name
    #[arg(required = true, value_name = "WORDS")]
    words: Vec<String>,
}

pub fn run(arguments: &Arguments, locale: Locale) -> io::Result<Outcome> {
    let words = arguments.words.join(" ");
    let codes: Vec<Code> = Catalog::search(&words).collect();
    if codes.is_empty() {
        hint::not_found(&words, "", locale);
        return Ok(Outcome::NotFound);
    }
    code_list::show(&codes, Columns::Few, arguments.common.format, locale)
}
