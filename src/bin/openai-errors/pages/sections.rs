//! The sections that several pages share.

use std::io;

use openai_error_catalog::export::Label;
use openai_error_catalog::{Date, Entry, Link, Locale, Source, Verdict};

use crate::terminal::page::Page;

/// Writes a name and its value on one line.
pub fn fact(page: &mut Page, name: Label, value: &str, locale: Locale) -> io::Result<()> {
    page.paragraph(&format!("{}{}{value}", name.text(locale), Label::Colon.text(locale)))
}

/// Writes a heading and a paragraph.
pub fn section(page: &mut Page, heading: Label, text: &str, locale: Locale) -> io::Result<()> {
    page.heading(heading.text(locale))?;
    page.paragraph(text)
}

pub fn steps(page: &mut Page, steps: impl Iterator<Item = &'static str>, locale: Locale) -> io::Result<()> {
    page.heading(Label::Steps.text(locale))?;
    for (index, step) in steps.enumerate() {
        page.numbered(index + 1, step)?;
    }
    Ok(())
}

pub fn examples(page: &mut Page, entry: &Entry, locale: Locale) -> io::Result<()> {
    for example in entry.examples() {
        for (label, text) in [(Label::Wrong, example.wrong()), (Label::Right, example.right())] {
            page.heading(label.text(locale))?;
            for line in text.lines() {
                page.plain(&format!("  {line}"))?;
            }
        }
    }
    Ok(())
}

/// Writes whether to retry, and how.
pub fn retry(
    page: &mut Page,
    verdict: Verdict,
    policy: impl Iterator<Item = String>,
    locale: Locale,
) -> io::Result<()> {
    page.heading(Label::Retry.text(locale))?;
    page.verdict(verdict, verdict.text(locale))?;
    for sentence in policy {
        page.paragraph(&sentence)?;
    }
    Ok(())
}

pub fn links(page: &mut Page, links: impl ExactSizeIterator<Item = &'static Link>, locale: Locale) -> io::Result<()> {
    if links.len() > 0 {
        page.heading(Label::Links.text(locale))?;
        for link in links {
            page.plain(&format!("  {}  {}", link.title(locale), link.url()))?;
        }
    }
    Ok(())
}

pub fn sources(
    page: &mut Page,
    sources: impl Iterator<Item = &'static Source>,
    checked: Date,
    locale: Locale,
) -> io::Result<()> {
    page.heading(Label::Sources.text(locale))?;
    for source in sources {
        match source.url() {
            Some(url) => page.plain(&format!("  {}  {url}", source.title()))?,
            None => page.plain(&format!("  {}", source.title()))?,
        }
    }
    page.paragraph(&Label::Checked.text(locale).replace("{date}", &checked.to_string()))
}
