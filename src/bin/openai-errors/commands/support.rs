//! `support`: prints what to send to support.

use std::io;

use openai_error_catalog::{Locale, Support};
use serde::Serialize;

use crate::options::Common;
use crate::outcome::Outcome;
use crate::pages::json::LinkOut;
use crate::pages::sections::links;
use crate::terminal::output::answer;
use crate::terminal::page::Page;

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

impl Checklist {
    fn new(locale: Locale) -> Self {
        Checklist {
            language: locale,
            title: Support::title(locale),
            intro: Support::intro(locale),
            items: Support::items(locale).collect(),
            caution: Support::caution(locale),
            links: LinkOut::all(Support::links(), locale),
        }
    }
}

pub fn run(arguments: &Arguments, locale: Locale) -> io::Result<Outcome> {
    answer(arguments.common.format, || Checklist::new(locale), |page| text(page, locale))
}

fn text(page: &mut Page, locale: Locale) -> io::Result<()> {
    page.headline(Support::title(locale))?;
    page.paragraph(Support::intro(locale))?;
    for item in Support::items(locale) {
        page.item(item)?;
    }
    page.paragraph(Support::caution(locale))?;
    links(page, Support::links(), locale)
}
