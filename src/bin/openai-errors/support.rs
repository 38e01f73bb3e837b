//! `support`: what to send to support.

use std::io;

use openai_error_catalog::{Locale, Support};
use serde::Serialize;

use crate::entry::{LinkOut, links};
use crate::options::{Common, Format};
use crate::outcome::Outcome;
use crate::output::{Page, json};

#[derive(clap::Args)]
pub struct Arguments {
    #[command(flatten)]
    common: Common,
}

#[derive(Serialize)]
struct Checklist {
    language: Locale,
    title: &'static str,
    intro: &'static str,
    items: Vec<&'static str>,
    caution: &'static str,
    links: Vec<LinkOut>,
}

pub fn run(arguments: &Arguments, locale: Locale) -> io::Result<Outcome> {
    match arguments.common.format {
        Format::Text => text(locale)?,
        Format::Json => json(&Checklist {
            language: locale,
            title: Support::title(locale),
            intro: Support::intro(locale),
            items: Support::items(locale).collect(),
            caution: Support::caution(locale),
            links: LinkOut::all(Support::links(), locale),
        })?,
    }
    Ok(Outcome::Found)
}

fn text(locale: Locale) -> io::Result<()> {
    let mut page = Page::new();
    page.headline(Support::title(locale))?;
    page.paragraph(Support::intro(locale))?;
    for item in Support::items(locale) {
        page.item(item)?;
    }
    page.paragraph(Support::caution(locale))?;
    links(&mut page, Support::links(), locale)
}
