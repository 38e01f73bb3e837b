//! `languages`: lists the languages of the answers.

use std::io;

use openai_error_catalog::export::languages;
use serde::Serialize;

use crate::options::Common;
use crate::outcome::Outcome;
use crate::terminal::output::answer;
use crate::terminal::page::Column;

#[derive(clap::Args)]
pub struct Arguments {
    #[command(flatten)]
    common: Common,
}

#[derive(Serialize)]
struct Row {
    tag: &'static str,
    name: &'static str,
}

pub fn run(arguments: &Arguments) -> io::Result<Outcome> {
    let rows = || languages().map(|locale| Row { tag: locale.tag(), name: locale.name() }).collect::<Vec<_>>();
    answer(arguments.common.format, rows, |page| {
        let mut rows = rows().into_iter();
        rows.try_for_each(|row| page.row(&[Column::new(row.tag, 10)], row.name))
    })
}
