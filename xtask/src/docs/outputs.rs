//! `cargo xtask gen`: writes the generated files under docs/, or checks that they are up to date.

use openai_error_catalog::export::languages;
use std::fs;
use std::path::{Path, PathBuf};

use similar::TextDiff;

use super::{alerts, catalog_json, man, reference, words_json};
use crate::files::{at, write};
use crate::repository::{Result, root};

/// The path and the content of every file that is generated from the built crate. The manual pages are in [`man`].
#[must_use]
pub fn all() -> Vec<(PathBuf, String)> {
    let docs = root().join("docs");
    let mut files: Vec<_> =
        languages().map(|locale| (docs.join(format!("reference.{locale}.md")), reference::page(locale))).collect();
    files.push((docs.join("catalog.json"), catalog_json::json()));
    files.push((docs.join("catalog.schema.json"), catalog_json::schema()));
    files.push((docs.join("words.json"), words_json::json()));
    files.push((docs.join("prometheus-alerts.yml"), alerts::yaml()));
    files
}

/// Writes the files and the manual pages. With `check`, it writes nothing: a difference is an error.
pub fn generate(check: bool) -> Result<()> {
    let pages = man::pages()?;
    let surplus = man::surplus(&pages);
    let files: Vec<_> = all().into_iter().chain(pages).collect();
    if check {
        let mut report = differences(&files);
        for path in &surplus {
            report.push_str(&format!("{}: the program no longer has this page\n", shown(path)));
        }
        return if report.is_empty() { Ok(()) } else { Err(report_of(&report)) };
    }
    for path in surplus {
        fs::remove_file(&path).map_err(at(&path))?;
        println!("removed {}", shown(&path));
    }
    for (path, content) in files {
        let path = path.as_path();
        if fs::read_to_string(path).is_ok_and(|old| old == content) {
            continue;
        }
        write(path, &content)?;
        println!("wrote {}", shown(path));
    }
    Ok(())
}

/// A report on the files of [`all`] that are out of date: the start of each difference, and the command that fixes it.
/// `None` if all are up to date.
#[must_use]
pub fn out_of_date() -> Option<String> {
    let report = differences(&all());
    (!report.is_empty()).then(|| report_of(&report))
}

fn report_of(report: &str) -> String {
    format!("docs/ is out of date; run `cargo xtask gen`\n{report}")
}

fn shown(path: &Path) -> String {
    path.strip_prefix(root()).unwrap_or(path).display().to_string().replace('\\', "/")
}

fn differences(files: &[(PathBuf, String)]) -> String {
    let mut report = String::new();
    for (path, content) in files {
        // Git may have converted the line ends.
        let old = fs::read_to_string(path).unwrap_or_default().replace("\r\n", "\n");
        if old != *content {
            report.push_str(&difference(&shown(path), &old, content));
            report.push('\n');
        }
    }
    report
}

/// The start of the difference between a committed file and its generated content.
pub(crate) fn difference(shown: &str, old: &str, now: &str) -> String {
    const LINES: usize = 40;
    let diff = TextDiff::from_lines(old, now);
    let diff = diff.unified_diff().header(shown, "what the crate generates now").to_string();
    let mut start = diff.lines().take(LINES).collect::<Vec<_>>().join("\n");
    if diff.lines().count() > LINES {
        start.push_str("\n… and more");
    }
    start
}
