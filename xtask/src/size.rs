//! `cargo xtask size`: measures what the crate adds to the size of a program, and to its build time.

use openai_error_catalog::export::languages;
use std::fs;
use std::path::Path;
use std::time::Instant;

use openai_error_catalog::{Code, Exception, Locale};

use crate::dependent;
use crate::files::at;
use crate::repository::Result;

/// A program that looks up one message and prints what to do.
const WITH: &str = r#"use openai_error_catalog::{Catalog, Locale};
fn main() {
    let message = std::env::args().nth(1).unwrap_or_default();
    let locale = Locale::from_tag(&std::env::args().nth(2).unwrap_or_default()).unwrap_or_default();
    if let Some(found) = Catalog::by_message(&message) {
        println!("{} {} {}", found.code(), found.verdict(), found.entry().cause(locale));
    }
}
"#;

/// A program that only needs the verdict, not the texts.
const DECIDES: &str = r#"use openai_error_catalog::Catalog;
fn main() {
    let message = std::env::args().nth(1).unwrap_or_default();
    if let Some(found) = Catalog::by_message(&message) {
        println!("{} {}", found.code(), found.verdict());
    }
}
"#;

/// A program that reads the same arguments without using the crate.
const WITHOUT: &str = r#"fn main() {
    let message = std::env::args().nth(1).unwrap_or_default();
    let locale = std::env::args().nth(2).unwrap_or_default();
    if message.len() > locale.len() {
        println!("{} {} {}", message, locale, message.len());
    }
}
"#;

/// Prints the sizes in bytes and, with `build`, the times of cold builds.
pub fn run(build: bool) -> Result<()> {
    measure(dependent::directory()?.path(), build)
}

fn measure(work: &Path, build: bool) -> Result<()> {
    let own = dependent::on_this_crate();
    let with = binary(work, "with", WITH, &own)?;
    let without = binary(work, "without", WITHOUT, "")?;
    // The languages of the default features.
    let texts = [Locale::En, Locale::ZhHans].map(entry_bytes).iter().sum::<usize>();
    let patterns: usize = Code::ALL.iter().flat_map(|code| code.entry().messages()).map(|m| m.pattern().len()).sum();
    println!("texts of the entries, in 2 languages:   {texts:8} bytes");
    println!("message patterns as they are written:   {patterns:8} bytes");
    println!("program without the crate, stripped:    {without:8} bytes");
    println!("program that looks up one message:      {with:8} bytes");
    let added = with.saturating_sub(without);
    println!("added:                                  {added:8} bytes");
    let allowed = texts * 5 / 4 + 32 * 1024;
    println!("1.25 x the texts + 32 KiB:              {allowed:8} bytes: {}", kept_or_exceeded(added, allowed));
    let allowed = (texts + patterns) * 5 / 4 + 32 * 1024;
    println!("1.25 x (texts + patterns) + 32 KiB:     {allowed:8} bytes: {}", kept_or_exceeded(added, allowed));
    each_language(work, without)?;
    if build {
        cold_builds(work, &own)?;
    }
    Ok(())
}

fn kept_or_exceeded(added: usize, allowed: usize) -> &'static str {
    if added <= allowed { "kept" } else { "exceeded" }
}

/// How many bytes the texts of the entries and exceptions have in a language.
fn entry_bytes(locale: Locale) -> usize {
    let mut bytes = 0;
    for code in Code::ALL {
        let entry = code.entry();
        let lists = entry.reasons(locale).chain(entry.steps(locale)).chain(entry.prevention(locale));
        let single = [entry.title(locale), entry.cause(locale), entry.solution(locale)];
        bytes += lists.chain(single).map(str::len).sum::<usize>();
    }
    for exception in Exception::ALL {
        let single = [exception.cause(locale), exception.solution(locale)];
        bytes += exception.steps(locale).chain(single).map(str::len).sum::<usize>();
    }
    bytes
}

/// Prints what the crate adds to a program without any language, with each language alone, and with all of them.
fn each_language(work: &Path, without: usize) -> Result<()> {
    let none = binary(work, "decides", DECIDES, &dependent::with_languages(&["std".into()]))?;
    println!("\nadded by language:");
    println!("no text       {:8} bytes", none.saturating_sub(without));
    let mut all = vec!["std".to_owned()];
    for locale in languages() {
        let feature = locale.tag().to_ascii_lowercase();
        let with = binary(work, "language", WITH, &dependent::with_languages(&["std".into(), feature.clone()]))?;
        let (added, texts) = (with.saturating_sub(without), entry_bytes(locale));
        println!("{feature:13} {added:8} bytes alone; texts of its entries {texts:8}");
        all.push(feature);
    }
    let with = binary(work, "language", WITH, &dependent::with_languages(&all))?;
    println!("all           {:8} bytes", with.saturating_sub(without));
    Ok(())
}

/// Builds a program in release mode, and returns the size of its stripped binary in bytes.
fn binary(work: &Path, name: &str, main: &str, dependency: &str) -> Result<usize> {
    let directory = dependent::package(work, name, main, dependency)?;
    dependent::cargo(&directory, &["build", "--release", "--quiet"])?;
    let file = directory.join("target/release").join(format!("dependent{}", std::env::consts::EXE_SUFFIX));
    let meta = fs::metadata(&file).map_err(at(&file))?;
    usize::try_from(meta.len()).map_err(|error| error.to_string())
}

/// How many times each dependent is built. Each round builds all of them, so that other load on the machine affects them
/// equally.
const ROUNDS: usize = 3;

fn cold_builds(work: &Path, own: &str) -> Result<()> {
    println!("\ncold builds of a dependent, release, the median of {ROUNDS} rounds:");
    let dependents = [
        ("openai-error-catalog", own),
        ("chrono-tz", "chrono-tz = \"0.10\""),
        ("tokio-postgres", "tokio-postgres = \"0.7\""),
    ];
    let mut seconds = dependents.map(|_| Vec::new());
    for _ in 0..ROUNDS {
        for ((name, dependency), seconds) in dependents.iter().zip(&mut seconds) {
            seconds.push(cold_build(work, name, dependency)?);
        }
    }
    let medians = seconds.map(|mut seconds| {
        seconds.sort_by(f64::total_cmp);
        seconds[ROUNDS / 2]
    });
    for ((name, _), median) in dependents.iter().zip(medians) {
        println!("{name:22} {median:6.1} s: {:.2} x chrono-tz", median / medians[1]);
    }
    Ok(())
}

/// How many seconds a release build takes if nothing is built yet. Downloads are finished before the measurement.
fn cold_build(work: &Path, name: &str, dependency: &str) -> Result<f64> {
    let directory = dependent::package(work, &format!("cold-{name}"), "fn main() {}\n", dependency)?;
    let target = directory.join("target");
    if target.exists() {
        fs::remove_dir_all(&target).map_err(at(&target))?;
    }
    dependent::cargo(&directory, &["fetch", "--quiet"])?;
    let start = Instant::now();
    dependent::cargo(&directory, &["build", "--release", "--quiet"])?;
    Ok(start.elapsed().as_secs_f64())
}
