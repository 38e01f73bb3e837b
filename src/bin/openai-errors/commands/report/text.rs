//! The report as text.

use std::io;

use openai_error_catalog::Locale;
use openai_error_catalog::export::{Label, verdict_words};

use super::display::{ROWS, share, time};
use super::summary::Report;
use crate::terminal::page::{Column, Page};
use crate::terminal::safe;

/// The maximum width of a bar, in characters.
const BAR: usize = 30;

pub fn write(report: &Report<'_>, locale: Locale) -> io::Result<()> {
    let mut page = Page::new();
    let label = |label: Label| label.text(locale);
    let colon = label(Label::Colon);
    page.title(&report.errors.to_string(), label(Label::ReportTitle))?;
    if let Some(period) = report.period(locale) {
        page.paragraph(&period)?;
    }
    let counted = [
        (Label::ReportLines, report.lines),
        (Label::ReportOthers, report.others()),
        (Label::ReportUnreadable, report.unreadable),
    ];
    for (name, count) in counted.into_iter().filter(|(name, count)| *name == Label::ReportLines || *count > 0) {
        page.paragraph(&format!("{}{colon}{count}", label(name)))?;
    }
    if report.errors == 0 {
        return page.paragraph(label(Label::ReportNone));
    }

    page.heading(label(Label::ReportCodes))?;
    let codes: Vec<(String, u64)> =
        report.codes.iter().map(|row| (format!("{}  {}", row.code, row.title), row.count)).collect();
    rows(&mut page, &codes, report.errors, locale)?;

    page.heading(label(Label::ReportVerdicts))?;
    let verdicts: Vec<(String, u64)> =
        report.verdicts.iter().map(|row| (verdict_words(row.verdict, locale).to_owned(), row.count)).collect();
    rows(&mut page, &verdicts, report.errors, locale)?;

    page.heading(label(Label::Scope))?;
    let scopes: Vec<(String, u64)> =
        report.scopes.iter().map(|row| (row.scope.text(locale).to_owned(), row.count)).collect();
    rows(&mut page, &scopes, report.errors, locale)?;

    if !report.times.is_empty() {
        page.heading(label(Label::ReportTimes))?;
        let most = report.times.iter().map(|row| row.count).max().unwrap_or(0);
        let digits = most.to_string().len();
        for row in &report.times {
            let time = time(&row.from);
            page.plain(format!("  {time}  {:>digits$}  {}", row.count, bar(row.count, most, width(&page))).trim_end())?;
        }
        if report.untimed > 0 {
            page.paragraph(&label(Label::ReportUntimed).replace("{n}", &report.untimed.to_string()))?;
        }
    }

    if !report.models.is_empty() {
        page.heading(label(Label::ReportModels))?;
        let models: Vec<(String, u64)> = report.models.iter().map(|row| (row.model.to_owned(), row.count)).collect();
        rows(&mut page, &models, report.with_model(), locale)?;
    }

    page.heading(label(Label::ReportAdvice))?;
    for (index, advice) in report.advice.iter().enumerate() {
        let words = verdict_words(advice.verdict, locale);
        page.numbered(index + 1, &format!("{}  {} ({}){colon}{words}", advice.code, advice.title, advice.count))?;
        page.nested(advice.texts.solution)?;
    }
    Ok(())
}

/// Writes one row for each count: the count, its share, a bar, and the name. The name comes last because names differ in
/// width.
fn rows(page: &mut Page, rows: &[(String, u64)], whole: u64, locale: Locale) -> io::Result<()> {
    let shown = &rows[..rows.len().min(ROWS)];
    let rest = whole - shown.iter().map(|(_, count)| count).sum::<u64>();
    let most = shown.iter().map(|(_, count)| *count).max().unwrap_or(0);
    let digits = most.max(rest).to_string().len();
    let width = width(page);
    let mut row = |name: &str, count: u64, bar: &str| {
        let share = share(count, whole, locale);
        let (count, share) = (format!("  {count:>digits$}"), format!("{share:>4}"));
        page.row(&[Column::new(&count, 0), Column::new(&share, 0), Column::new(bar, width)], &safe::text(name))
    };
    for (name, count) in shown {
        row(name, *count, &bar(*count, most, width))?;
    }
    // No bar for the rest: all other bars would be tiny next to it.
    if rest > 0 { row(Label::ReportRest.text(locale), rest, "") } else { Ok(()) }
}

/// The width of the bars, in characters. It leaves most of the line to the names.
fn width(page: &Page) -> usize {
    (page.width().unwrap_or(80) / 4).clamp(4, BAR)
}

/// A bar of block characters. It ends with a fraction in eighths, and any count above 0 has at least one eighth, so that
/// it is visible.
fn bar(count: u64, most: u64, width: usize) -> String {
    const PARTS: [&str; 8] = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"];
    let all = u128::from(count) * width as u128 * 8;
    let eighths = all.checked_div(u128::from(most)).unwrap_or(0).max(u128::from(count > 0));
    let eighths = usize::try_from(eighths).unwrap_or(0).min(width * 8);
    format!("{}{}", "█".repeat(eighths / 8), PARTS[eighths % 8])
}
