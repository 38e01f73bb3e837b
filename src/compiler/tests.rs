//! Tests the compiler on small catalogs: what it generates from valid ones, and
//! what it reports for broken ones.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use tempfile::TempDir;

use crate::compiler::check::numbers::Numbers;
use crate::compiler::patterns::program::{TooLarge, u24};
use crate::compiler::patterns::regex::regex;
use crate::compiler::patterns::set::PatternSet;
use crate::compiler::patterns::syntax::{Placeholders, parse};
use crate::compiler::patterns::tables::Tables;
use crate::compiler::problem::ProblemKind;
use crate::compiler::{self, Output, Problem, before_release, check, load};
use crate::matcher::found::Found;
use crate::matcher::look_up::{Limits, look_up};
use crate::matcher::placeholder::Kind;

#[path = "../../tests/common/directory.rs"]
mod directory;

use directory::copy;

/// The report that a contributor gets for a case.
const EXPECTED: &str = "expected.txt";

fn fixtures() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/broken")
}

/// A copy of the valid catalog `base` in a temporary directory named `catalog`, as in the repository.
struct Copy {
    root: PathBuf,
    /// The directory is removed when this value is dropped.
    _directory: TempDir,
}

impl Copy {
    fn new() -> Self {
        let directory = TempDir::new().unwrap();
        let root = directory.path().join("catalog");
        copy(&fixtures().join("base"), &root);
        Copy { root, _directory: directory }
    }

    /// The base, with the files of a case copied over it. If the case has a file
    /// `REMOVED`, the paths in it are removed. It has one path per line.
    fn with(case: &str) -> Self {
        let catalog = Copy::new();
        copy(&fixtures().join(case), &catalog.root);
        let _ = fs::remove_file(catalog.root.join(EXPECTED));
        let list = catalog.root.join("REMOVED");
        if list.exists() {
            for path in fs::read_to_string(&list).unwrap().lines() {
                let path = catalog.root.join(path);
                if path.is_dir() { fs::remove_dir_all(path).unwrap() } else { fs::remove_file(path).unwrap() }
            }
            fs::remove_file(list).unwrap();
        }
        catalog
    }

    fn path(&self, relative: &str) -> PathBuf {
        self.root.join(relative)
    }

    /// Changes the content of one file.
    fn edit(&self, relative: &str, edit: impl FnOnce(String) -> Vec<u8>) {
        let text = fs::read_to_string(self.path(relative)).unwrap();
        fs::write(self.path(relative), edit(text)).unwrap();
    }

    /// The problems that the build reports, or those of a release if the build reports none.
    fn problems(&self) -> Vec<Problem> {
        match compile(&self.root) {
            Ok(_) => before_release(&load::Reader::new(&self.root).read(), "2026-11-30"),
            Err(problems) => problems,
        }
    }

    /// The problems as cargo prints them.
    fn report(&self) -> String {
        lines(&self.problems())
    }
}

/// Compiles a catalog with all languages.
fn compile(root: &Path) -> Result<Output, Vec<Problem>> {
    compiler::compile(root, &|_| true)
}

fn lines(problems: &[Problem]) -> String {
    problems.iter().map(|problem| format!("{problem}\n")).collect()
}

/// The directories of `tests/broken` except the valid one, sorted.
fn cases() -> Vec<String> {
    let entries = fs::read_dir(fixtures()).unwrap();
    let mut cases: Vec<String> = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    cases.retain(|case| case != "base");
    cases.sort();
    cases
}

#[test]
fn names_of_variants_are_those_of_the_library() {
    use crate::compiler::enums::{CATEGORIES, EXAMPLE_KINDS, JITTERS, SCOPES};
    use crate::{Category, ExampleKind, Jitter, Scope};
    assert!(CATEGORIES.into_iter().eq(Category::ALL.iter().map(|category| category.as_str())));
    assert!(SCOPES.into_iter().eq(Scope::ALL.iter().map(|scope| scope.as_str())));
    assert!(JITTERS.into_iter().eq(Jitter::ALL.iter().map(|jitter| jitter.as_str())));
    assert!(EXAMPLE_KINDS.into_iter().eq(ExampleKind::ALL.iter().map(|kind| kind.as_str())));
}

/// The content of all generated Rust files.
fn rust(output: &Output) -> String {
    output.rust.iter().map(|(name, rust)| format!("{name}\n\n{rust}")).collect()
}

#[test]
fn the_generated_rust_is_as_in_the_snapshots() {
    let output = compile(&Copy::new().root).unwrap_or_else(|problems| panic!("{problems:#?}"));
    insta::assert_snapshot!("generated_rust", rust(&output));
    insta::assert_snapshot!("generated_text", output.text.0);
}

#[test]
fn the_same_catalog_gives_the_same_bytes() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("catalog");
    let (one, other) =
        (compile(&root).unwrap_or_else(|p| panic!("{p:?}")), compile(&root).unwrap_or_else(|p| panic!("{p:?}")));
    assert_eq!((one.rust, one.text, one.docs), (other.rust, other.text, other.docs));
}

/// A program gets the same answers whichever languages it compiles in: the word model doesn't depend on them.
#[test]
fn compiled_languages_make_no_difference_to_answers() {
    let catalog = Copy::new();
    let compiled = |tags: &[&str]| compiler::compile(&catalog.root, &|tag| tags.contains(&tag)).unwrap();
    let [all, french, none] = [&["en", "zh-Hans", "fr"][..], &["fr"], &[]].map(compiled);
    for one in [&french, &none] {
        assert_eq!(one.words, all.words);
        assert_eq!((&one.tables, &one.messages, &one.docs), (&all.tables, &all.messages, &all.docs));
    }
    assert!(!none.text.0.contains("Quota") && rust(&none).contains("pub enum Locale { }"));
    // Texts missing in French are in English, although English is not compiled in.
    assert!(french.text.0.contains("Request too large") && !french.text.0.contains("请求"));
}

/// Each language needs a line in Cargo.toml, because cargo must know the features before any build script runs.
#[test]
fn each_language_is_a_feature() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let manifest: toml::Table = fs::read_to_string(root.join("Cargo.toml")).unwrap().parse().unwrap();
    let listed = |feature: &str| -> Vec<String> { manifest["features"][feature].clone().try_into().unwrap() };
    let catalog = load::Reader::new(&root.join("catalog")).read();
    let features: Vec<String> = catalog.locales.iter().map(|locale| compiler::feature(&locale.tag.value)).collect();
    assert_eq!(listed("all-languages"), features);
    for feature in features {
        assert!(listed(&feature).is_empty(), "{feature}");
    }
}

/// Retiring an entry only marks it: lookups by its message, status, code, or
/// slug find it as before.
#[test]
fn a_retired_entry_keeps_answering() {
    let catalog = Copy::new();
    let sound = compile(&catalog.root).unwrap_or_else(|problems| panic!("{problems:#?}"));
    catalog.edit(ENTRY, |text| format!("retired = true\n{text}").into_bytes());
    let retired = compile(&catalog.root).unwrap_or_else(|problems| panic!("{problems:#?}"));
    assert_eq!(rust(&retired).matches("retired : true").count(), 1);
    assert_eq!(rust(&retired).replace("retired : true", "retired : false"), rust(&sound));
    assert!(Output { rust: sound.rust.clone(), ..retired } == sound);

    let mut problems = Vec::new();
    let checked = check::check(load::Reader::new(&catalog.root).read(), &mut problems);
    let message = "You exceeded your current quota, please check your plan and billing details.";
    let found = matched(&checked.tables, message).expect("a pattern");
    let found = &checked.messages[found.pattern as usize];
    let entry = &checked.catalog.errors[found.code];
    assert!(entry.retired && entry.slug == "quota_exceeded", "{}", entry.slug);
}

/// The file `expected.txt` of each case is the whole report that a contributor gets. `BROKEN_UPDATE=1` writes it.
#[test]
fn broken_catalogs_are_reported_as_expected() {
    let update = std::env::var_os("BROKEN_UPDATE").is_some_and(|value| value == "1");
    let mut differ = String::new();
    for case in cases() {
        let (path, report) = (fixtures().join(&case).join(EXPECTED), Copy::with(&case).report());
        if update {
            fs::write(&path, &report).unwrap();
        }
        let expected = fs::read_to_string(&path).unwrap_or_default().replace("\r\n", "\n");
        if report != expected {
            differ += &format!("{case}\nexpected:\n{expected}reported:\n{report}\n");
        }
        assert!(!report.is_empty(), "{case} is not broken");
    }
    assert!(differ.is_empty(), "run with BROKEN_UPDATE=1 if this is right\n{differ}");
}

/// A case is named after the rule that it breaks; a suffix after `_`
/// distinguishes cases of one rule.
#[test]
fn each_rule_has_a_case_of_its_name() {
    let mut missing: BTreeSet<ProblemKind> = ProblemKind::ALL.iter().copied().collect();
    for case in cases() {
        let kinds: BTreeSet<ProblemKind> = Copy::with(&case).problems().iter().map(|problem| problem.kind).collect();
        let rule = case.split('_').next().unwrap_or_default();
        match ProblemKind::ALL.iter().find(|kind| kind.name() == rule) {
            Some(kind) => {
                assert!(kinds.contains(kind), "{case} has other problems: {kinds:?}");
                missing.remove(kind);
            }
            None => assert!(case.ends_with("_faults"), "{case} is not named after a rule"),
        }
    }
    for (kind, catalog) in made_at_run_time() {
        let problems = catalog.problems();
        assert!(problems.iter().any(|problem| problem.kind == kind), "{kind:?}: {problems:#?}");
        missing.remove(&kind);
    }
    // This rule needs a catalog of 16 MB: see `addresses_and_numbers_have_limits`.
    missing.remove(&ProblemKind::TablesTooLarge);
    if cfg!(not(unix)) {
        missing.remove(&ProblemKind::DanglingLink);
        missing.remove(&ProblemKind::FileUnreadable);
    }
    assert!(missing.is_empty(), "add cases to tests/broken for {missing:?}");
}

#[test]
fn addresses_and_numbers_have_limits() {
    assert_eq!(u24(0x12_3456), Ok([0x56, 0x34, 0x12]));
    assert_eq!([1 << 24, 1 << 32, usize::MAX].map(u24), [Err(TooLarge); 3]);
    // The number of a message has fewer bits.
    let placeholders = Placeholders { kind_of: &kind_of, suggest: &|_| String::new() };
    let pattern = parse("Limit reached", false, &placeholders).unwrap();
    for (number, fits) in [((1 << 20) - 1, true), (1 << 20, false)] {
        let mut set = PatternSet::new(&NAMES);
        set.message(&pattern, number).unwrap();
        assert_eq!(set.tables().is_ok(), fits, "{number}");
    }
}

#[test]
fn names_of_rules_are_the_words_of_their_variants() {
    for kind in ProblemKind::ALL {
        let variant = format!("{kind:?}");
        let words: String = kind.name().split('-').map(|word| word[..1].to_uppercase() + &word[1..]).collect();
        assert_eq!(words.to_lowercase(), variant.to_lowercase());
    }
}

#[test]
fn many_faults_are_reported_in_one_run() {
    for (case, count) in [("ten_faults", 10), ("many_faults", 25)] {
        let report = Copy::with(case).report();
        assert!(report.lines().count() >= count, "{report}");
    }
}

const ENTRY: &str = "errors/quota_exceeded.toml";

/// Broken catalogs that git or an editor would repair, or that are too large
/// to store, each with the rule that it breaks.
fn made_at_run_time() -> Vec<(ProblemKind, Copy)> {
    let mut made = Vec::new();
    let mut case = |kind: ProblemKind, make: &dyn Fn(&Copy)| {
        let catalog = Copy::new();
        make(&catalog);
        made.push((kind, catalog));
    };
    case(ProblemKind::NotUtf8, &|catalog| {
        catalog.edit(ENTRY, |text| {
            let mut bytes = text.into_bytes();
            let at = bytes.windows(3).position(|window| window == "账".as_bytes()).unwrap();
            bytes[at + 1] = b'\xff';
            bytes
        });
    });
    case(ProblemKind::FileTooLarge, &|catalog| {
        catalog.edit(ENTRY, |text| (text + &"# filler\n".repeat(10 * 1024 * 1024 / 9)).into_bytes());
    });
    case(ProblemKind::NotAFile, &|catalog| fs::create_dir(catalog.path("errors/x.toml")).unwrap());
    case(ProblemKind::EmptyDirectory, &|catalog| {
        fs::remove_dir_all(catalog.path("exceptions")).unwrap();
        fs::create_dir(catalog.path("exceptions")).unwrap();
    });
    case(ProblemKind::DirectoryUnlistable, &|catalog| {
        fs::remove_dir_all(catalog.path("exceptions")).unwrap();
        fs::write(catalog.path("exceptions"), "").unwrap();
    });
    case(ProblemKind::TooManyValues, &|catalog| {
        catalog.edit("values.toml", |text| {
            let more = (0..300).map(|number| {
                let letters = [number / 26, number % 26].map(|letter| char::from(b'a' + letter as u8));
                format!("v_{}{} = {{ kind = \"word\", means = \"A value.\" }}\n", letters[0], letters[1])
            });
            (text + &more.collect::<String>()).into_bytes()
        });
    });
    case(ProblemKind::WordModelTooLarge, &|catalog| {
        let entry = fs::read_to_string(catalog.path("errors/request_too_large.toml")).unwrap();
        let (before, rest) = entry.split_once("[[messages]]").unwrap();
        let (_, texts) = rest.split_once("[en]").unwrap();
        for number in 0..130_u8 {
            let slug = format!("error_{}{}", char::from(b'a' + number / 26), char::from(b'a' + number % 26));
            fs::write(catalog.path(&format!("errors/{slug}.toml")), format!("{before}[en]{texts}")).unwrap();
        }
    });
    #[cfg(unix)]
    {
        use std::os::unix::fs::symlink;
        case(ProblemKind::DanglingLink, &|catalog| symlink("nowhere.toml", catalog.path("errors/x.toml")).unwrap());
        case(ProblemKind::FileUnreadable, &|catalog| symlink("x.toml", catalog.path("errors/x.toml")).unwrap());
    }
    // Other systems don't allow such a name.
    #[cfg(target_os = "linux")]
    {
        use std::os::unix::ffi::OsStrExt;
        let name = std::ffi::OsStr::from_bytes(b"errors/caf\xe9.toml");
        case(ProblemKind::FileName, &|catalog| fs::write(catalog.root.join(name), "").unwrap());
    }
    made
}

/// Each of these problems is reported in one line, which says where it is and how to fix it.
#[test]
fn catalogs_made_at_run_time_are_reported_as_expected() {
    for (kind, catalog) in made_at_run_time() {
        // The text at `…` comes from the operating system.
        let reported: &[&str] = match kind {
            ProblemKind::NotUtf8 => {
                &["errors/quota_exceeded.toml:24:10: not UTF-8 from here on: save the file as UTF-8"]
            }
            ProblemKind::FileTooLarge => &[
                "errors/quota_exceeded.toml:1:1: the file has 10486",
                " bytes, more than the limit of 1048576: remove what doesn't belong there",
            ],
            ProblemKind::NotAFile => &["errors/x.toml:1:1: this is not a file: replace it with a text file"],
            ProblemKind::EmptyDirectory => {
                &["exceptions:1:1: there is no `.toml` file in it: restore the files from the repository, or add one"]
            }
            ProblemKind::DirectoryUnlistable => {
                &["exceptions:1:1: can't be listed: ", ": restore it from the repository"]
            }
            ProblemKind::TooManyValues => &["values.toml:255:1: there are more than 254 values: reuse existing ones"],
            ProblemKind::WordModelTooLarge => &[
                "errors/request_too_large.toml:1:1: there are more than 127 errors, and the word model can't distinguish \
                 them: raise `CLASS_BITS` in src/words/model.rs",
            ],
            ProblemKind::DanglingLink => {
                &["errors/x.toml:1:1: the symbolic link doesn't lead to a file: replace it with the file itself"]
            }
            ProblemKind::FileUnreadable => {
                &["errors/x.toml:1:1: can't be read: ", ": check its permissions and what it links to"]
            }
            ProblemKind::FileName => &[
                "errors/caf\u{fffd}.toml:1:1: `caf\u{fffd}` is not a valid slug: name the file with a-z, 0-9, and _, starting with a letter",
            ],
            _ => &[],
        };
        let report = catalog.report();
        let (first, last) = (format!("catalog/{}", reported[0]), format!("{}\n", reported[reported.len() - 1]));
        assert_eq!(report.lines().count(), 1, "{kind:?}: {report}");
        assert!(report.starts_with(&first) && report.ends_with(&last), "{kind:?}: {report}");
    }
}

/// If there are no entries, only this is reported, and not also the exceptions that refer to them.
#[test]
fn an_empty_directory_of_errors_is_one_problem() {
    let catalog = Copy::new();
    fs::remove_dir_all(catalog.path("errors")).unwrap();
    fs::create_dir(catalog.path("errors")).unwrap();
    assert_eq!(
        catalog.report(),
        "catalog/errors:1:1: there is no `.toml` file in it: restore the files from the repository, or add one\n"
    );
}

/// With a byte order mark and CRLF, the same values and the same places are read.
#[test]
fn byte_order_marks_and_crlf_are_accepted() {
    let sound = compile(&Copy::new().root).unwrap_or_else(|problems| panic!("{problems:#?}"));
    for mark in ["", "\u{feff}"] {
        let catalog = Copy::new();
        for file in [ENTRY, "locales.toml", "wrappers.toml", "exceptions/RateLimitError.toml"] {
            catalog.edit(file, |text| (mark.to_owned() + &text.replace('\n', "\r\n")).into_bytes());
        }
        let output = compile(&catalog.root).unwrap_or_else(|problems| panic!("{problems:#?}"));
        assert!(output == sound);

        let broken = Copy::with("ten_faults");
        let reported = broken.report();
        broken.edit(ENTRY, |text| (mark.to_owned() + &text.replace('\n', "\r\n")).into_bytes());
        assert_eq!(broken.report(), reported);
    }
}

/// A value that contains a line end must not break the line that cargo prints.
#[test]
fn a_problem_is_one_line() {
    let catalog = Copy::new();
    catalog.edit(ENTRY, |text| text.replace("\"client\"", "\"cli\\nent\\u001b[31m\"").into_bytes());
    let report = catalog.report();
    assert!(report.contains("unknown category `cli\\nent\\u{1b}[31m`"), "{report}");
    assert_eq!(report.lines().count(), 1, "{report}");
}

#[cfg(unix)]
#[test]
fn a_symbolic_link_to_a_file_is_that_file() {
    let catalog = Copy::new();
    let elsewhere = catalog.root.with_file_name("elsewhere.toml");
    fs::rename(catalog.path(ENTRY), &elsewhere).unwrap();
    std::os::unix::fs::symlink(&elsewhere, catalog.path(ENTRY)).unwrap();
    assert_eq!(catalog.report(), "");
}

/// Whatever a file contains, the compiler finishes quickly, with a short report.
#[test]
fn garbage_causes_only_a_few_problems() {
    let half_a_mebibyte = 512 * 1024;
    for garbage in [
        "=\n".repeat(half_a_mebibyte / 2),
        "[".repeat(half_a_mebibyte),
        format!("a = {}", "[".repeat(half_a_mebibyte)),
        format!("a = {}", "{a=".repeat(half_a_mebibyte / 3)),
        format!("{}a = 1", "a.".repeat(half_a_mebibyte / 2)),
        "\0".repeat(half_a_mebibyte),
        "\r".repeat(half_a_mebibyte),
        "\"\"\"".to_owned(),
        "\u{feff}\u{feff}".to_owned(),
    ] {
        let catalog = Copy::new();
        catalog.edit(ENTRY, |_| garbage.clone().into_bytes());
        let problems = catalog.problems();
        let start: String = garbage.chars().take(8).collect();
        assert!((1..=6).contains(&problems.len()), "{start:?}: {}", problems.len());
        assert!(problems.iter().all(|problem| problem.path.ends_with(ENTRY)), "{start:?}: {problems:#?}");
    }
}

/// Each file is cut off after each of its lines, and is also tried empty.
#[test]
fn files_cut_short_are_reported_without_panic() {
    for file in [ENTRY, "locales.toml", "retry.toml", "values.toml", "links.toml", "monitoring.toml", "support.toml"] {
        let catalog = Copy::new();
        let text = fs::read_to_string(catalog.path(file)).unwrap();
        for (end, _) in text.match_indices('\n').chain([(0, "")]) {
            fs::write(catalog.path(file), &text[..end]).unwrap();
            catalog.problems();
        }
    }
}

/// The language in which a number is written makes no difference.
#[test]
fn numbers_of_translations_are_compared_by_value() {
    let catalog = load::Reader::new(&Copy::new().root).read();
    let [english, chinese, french] = &catalog.locales[..] else { panic!("three languages") };
    for (text, translated, locale, differ) in [
        ("1,000 requests", "1000 个请求", chinese, false),
        ("1,000 requests", "１０００ 个请求", chinese, false),
        ("1,000,000 tokens", "100 万 token", chinese, false),
        ("1.5 million tokens", "150 万 token", chinese, false),
        ("1.5 million tokens", "15 万 token", chinese, true),
        ("1,000 and 0.5", "1\u{202f}000 et 0,5", french, false),
        ("1,000 and 0.5", "1.000 et 0,50", french, false),
        ("0.125 s", "0,125 s", french, false),
        ("1.5 s", "15 s", french, true),
        ("on August 26, 2026", "2026 年 8 月 26 日", chinese, false),
        ("on August 26, 2026", "2026 年 9 月 26 日", chinese, true),
        ("for five minutes", "5 分钟", chinese, false),
        ("the fiveish minutes", "5 分钟", chinese, true),
        ("for 2 days", "两天", chinese, false),
        ("for 2 days", "2 天", chinese, false),
        ("for two days", "3 天", chinese, true),
        ("after 127.0.0.1:443", "127.0.0.1:443 之后", chinese, false),
        ("after 127.0.0.1", "127.0.0.2 之后", chinese, true),
        ("not found", "未找到（404）", chinese, false),
        ("not found", "未找到（403）", chinese, true),
        ("from 500 to 599", "500–599", chinese, false),
        ("5 minutes", "٥ دقائق", french, false),
    ] {
        let (one, other) = (Numbers::of(text, english), Numbers::of(translated, locale));
        let reported = [one.missing_from(&other, &[]), other.missing_from(&one, &[404])];
        assert_eq!(reported.iter().any(|missing| !missing.is_empty()), differ, "{text} / {translated}: {reported:?}");
    }
}

fn kind_of(name: &str) -> Option<Kind> {
    Some(match name {
        "limit" | "requested" => Kind::Number,
        "status" => Kind::Status,
        "wait" => Kind::Duration,
        "model" | "param" => Kind::Word,
        "dimension" => Kind::Phrase,
        "value" | "expected" => Kind::Text,
        _ => return None,
    })
}

const NAMES: [&str; 8] = ["dimension", "expected", "limit", "model", "param", "requested", "value", "wait"];

/// The tables of these patterns, which are numbered in their order.
fn tables(patterns: &[impl AsRef<str>]) -> Tables {
    let placeholders = Placeholders { kind_of: &kind_of, suggest: &|_| String::new() };
    let mut set = PatternSet::new(&NAMES);
    for (number, pattern) in patterns.iter().map(AsRef::as_ref).enumerate() {
        let pattern = parse(pattern, false, &placeholders).unwrap_or_else(|fault| panic!("{pattern}: {fault:?}"));
        set.message(&pattern, number as u32).unwrap_or_else(|fault| panic!("{fault:?}"));
    }
    set.tables().unwrap_or_else(|too_large| panic!("{too_large:?}"))
}

/// The best pattern for a message, without stripping wrappers.
fn matched(tables: &Tables, message: &str) -> Option<Found> {
    let limits = Limits { places: 1, ..Limits::MESSAGE };
    look_up(&tables.as_slices(), message, limits, None, &|_, _| true).map(|answer| answer.found)
}

/// Which of `patterns` a message finds, and the values it captures.
fn find<'m>(patterns: &[&str], message: &'m str) -> Option<(usize, Vec<(&'static str, &'m str)>)> {
    let tables = tables(patterns);
    let found = matched(&tables, message)?;
    let captures = found.captures.as_slice().iter();
    let values = captures.map(|c| (NAMES[usize::from(c.name)], &message[c.start.into()..c.end.into()])).collect();
    Some((found.pattern as usize, values))
}

/// These patterns exceed the usual size of everything in the tables: bytes that
/// may follow one place, patterns with the same text, and text after a branch.
#[test]
fn each_pattern_of_a_large_catalog_is_found() {
    let mut patterns: Vec<String> = (0..120).map(|_| "the same text".to_owned()).collect();
    patterns.push("the same text, and more of it".to_owned());
    patterns.extend(
        ('!'..='~')
            .filter(|char| !"{}|".contains(*char) && !char.is_uppercase())
            .map(|char| format!("one of many: {char}words")),
    );
    let mut state = 7_u64;
    let mut word = || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (0..8).map(|letter| char::from(b'a' + (state >> (8 + 6 * letter)) as u8 % 26)).collect::<String>()
    };
    patterns.extend((0..4_000).map(|_| format!("request {} {} {} {}", word(), word(), word(), word())));
    patterns.extend((0..50).map(|_| format!("{{model}} {} {{limit}} {}", word(), word())));
    // Two literals that are longer than a label can be.
    patterns
        .extend(["first", "second"].map(|start| format!("{start}: {} {start}", "a very long sentence ".repeat(12))));

    let tables = tables(&patterns);
    for (number, pattern) in patterns.iter().enumerate() {
        let message = pattern.replace("{model}", "gpt-4o").replace("{limit}", "1,000");
        let found = matched(&tables, &message);
        // If patterns are equal, the first one wins.
        let expected = if pattern == &patterns[0] { 0 } else { number as u32 };
        assert_eq!(found.map(|found| found.pattern), Some(expected), "{message}");
        assert_eq!(found.map(|found| found.end as usize), Some(message.len()), "{message}");
        let shorter = &message[..message.len() - 1];
        assert_ne!(matched(&tables, shorter).map(|found| found.pattern), Some(expected), "{shorter}");
    }
}

/// The fault of a pattern: where and what.
fn fault(pattern: &str) -> String {
    let placeholders = Placeholders { kind_of: &kind_of, suggest: &|_| "suggestion".to_owned() };
    let laid = parse(pattern, false, &placeholders).and_then(|pattern| PatternSet::new(&NAMES).message(&pattern, 0));
    match laid {
        Ok(()) => String::from("no fault"),
        Err(fault) => format!("{}: {}", fault.at, fault.what),
    }
}

#[test]
fn values_reach_as_far_as_their_kinds_allow() {
    type Case<'c> = (&'c str, &'c str, &'c [(&'c str, &'c str)]);
    let cases: &[Case<'_>] = &[
        ("Limit: {limit} / min", "Limit: 10000.000000 / min.", &[("limit", "10000.000000")]),
        ("Enqueued: {limit} tokens", "Enqueued: 2,000,000 tokens", &[("limit", "2,000,000")]),
        ("Expected >= {limit}", "Expected >= -1.", &[("limit", "-1")]),
        ("Try again in {wait}", "Try again in 1.898s. Visit", &[("wait", "1.898s")]),
        ("Try again in {wait}", "Try again in 14h29m11.04s.", &[("wait", "14h29m11.04s")]),
        ("Try again in {wait}", "Try again in 86400 seconds", &[("wait", "86400 seconds")]),
        ("Try again in {wait}", "Try again in 3 days 4 hours 2 minutes.", &[("wait", "3 days 4 hours 2 minutes")]),
        ("Try again in {wait}", "Try again in 9, maybe", &[("wait", "9")]),
        ("No model {model} here", "No model ft:gpt-4o:acme::x here", &[("model", "ft:gpt-4o:acme::x")]),
        ("Unknown model: {model}", "Unknown model: gpt-4o.", &[("model", "gpt-4o")]),
        ("Missing: '{param}'", "Missing: 'messages[0].content'.", &[("param", "messages[0].content")]),
        ("Model \u{201c}{model}\u{201d} gone", "Model \u{201c}gpt-4o\u{201d} gone", &[("model", "gpt-4o")]),
        ("Hit [{model}] here", "Hit [gpt-4o] here", &[("model", "gpt-4o")]),
        (
            "Reached on {dimension}: Limit",
            "Reached on tokens per min (TPM): Limit",
            &[("dimension", "tokens per min (TPM)")],
        ),
        ("Over {dimension} in org", "Over tokens per day in org", &[("dimension", "tokens per day")]),
        ("Invalid value: '{value}'", "Invalid value: ''", &[("value", "")]),
        (
            "Invalid value: '{value}'. Use {expected}",
            "Invalid value: 'it's'. Use 'a', 'b'. More",
            &[("value", "it's"), ("expected", "'a', 'b'")],
        ),
    ];
    for (pattern, message, values) in cases {
        assert_eq!(find(&[pattern], message), Some((0, values.to_vec())), "{pattern} on {message}");
    }
}

#[test]
fn optional_parts_and_alternatives_match_each_of_their_forms() {
    let pattern = "Limit reached{? for {model}}{? on {dimension}}: {limit|quota} {limit}{?. Try again in {wait}}";
    for (message, count) in [
        ("Limit reached: limit 5", 1),
        ("Limit reached for m: quota 5.", 2),
        ("Limit reached on tokens: limit 5", 2),
        ("Limit reached for m on tokens per day: limit 5. Try again in 2s.", 4),
    ] {
        let found = find(&[pattern], message);
        assert_eq!(found.map(|(_, values)| values.len()), Some(count), "{message}");
    }
    assert_eq!(find(&[pattern], "Limit reached for m: none 5"), None);
}

#[test]
fn the_most_literal_pattern_wins_in_any_order() {
    let patterns = ["Invalid value: {value}", "Invalid value: '{value}' is too long", "Invalid {value}"];
    let message = "Invalid value: 'x' is too long.";
    assert_eq!(find(&patterns, message).map(|(number, _)| number), Some(1));
    let reversed: Vec<&str> = patterns.iter().rev().copied().collect();
    assert_eq!(find(&reversed, message).map(|(number, _)| number), Some(1));
}

/// The shorter pattern matches earlier, so the longer one must be tried on its own.
#[test]
fn a_pattern_is_not_hidden_by_one_that_begins_alike() {
    let patterns = ["Invalid value: '{value}'", "Invalid value: '{value}' is too long"];
    let message = "Invalid value: 'x'. y' is too long";
    assert_eq!(find(&patterns, message), Some((1, vec![("value", "x'. y")])));
    assert_eq!(find(&patterns[..1], message), Some((0, vec![("value", "x")])));
}

/// The result doesn't depend on how many other patterns fail.
#[test]
fn the_answer_does_not_depend_on_unrelated_patterns() {
    let mut patterns: Vec<String> =
        (0..40).map(|number| format!("Invalid value: {{value}} has fault {number} in it")).collect();
    patterns.push("Invalid value: {value} is long".to_owned());
    let patterns: Vec<&str> = patterns.iter().map(String::as_str).collect();
    assert_eq!(find(&patterns, "Invalid value: x is long"), Some((40, vec![("value", "x")])));
}

/// The second backslash may belong to an escaped new line.
#[test]
fn an_escape_may_come_before_the_words_after_a_placeholder() {
    for message in [
        r"x\\nis no longer here",
        r"x\nis no longer here",
        r"x\n\nis no longer here",
        "x is no longer here",
        r"x\tis\tno longer here",
    ] {
        assert!(find(&["{value} is no longer here"], message).is_some(), "{message}");
    }
}

/// A pattern that begins with a placeholder must not win over one that matches
/// with literal text.
#[test]
fn patterns_that_begin_with_text_go_first() {
    let patterns = ["{param} is not supported with this model at all", "stream is not supported"];
    assert_eq!(find(&patterns, "stream is not supported").map(|(number, _)| number), Some(1));
    assert_eq!(find(&patterns, "foo is not supported with this model at all").map(|(number, _)| number), Some(0));
}

#[test]
fn patterns_end_where_something_new_begins() {
    for (message, matches) in [
        ("Connection error", true),
        ("Connection error.", true),
        ("Connection error: reset", true),
        ("Connection error (cause)", true),
        ("Connection error\nTraceback", true),
        ("Connection error，请重试", true),
        ("Connection error handling", false),
        ("Connection errors", false),
        ("Connection error-handling", false),
        ("Connection error_kind", false),
    ] {
        assert_eq!(find(&["Connection error"], message).is_some(), matches, "{message}");
    }
}

#[test]
fn faults_of_patterns_are_reported_with_their_place() {
    for (pattern, reported) in [
        ("Model {model", "6: `{` is not closed"),
        ("Model } gone", "6: `}` without `{`"),
        ("Model {} gone", "6: malformed placeholder"),
        ("Model {Model} gone", "6: malformed placeholder"),
        ("Model {nothing} gone", "6: there is no placeholder `{nothing}`"),
        ("From {model} to {model} here", "16: `{model}` is used twice in the pattern"),
        ("From {model} or{? to {model}}", "15: `{model}` is used twice in the pattern"),
        ("{model}: ok", "0: the pattern has too little literal text"),
        ("Model {model}x gone", "0: `{model}` would also match the text that follows it, \"x gone\""),
        ("Wait {wait} seconds", "0: `{wait}` would also match the text that follows it, \" seconds\""),
        ("Over {limit}{requested} here", "0: a placeholder directly follows `{limit}`"),
        ("Over {value}{requested} here", "0: a placeholder directly follows `{value}`"),
        ("{?maybe all optional}", "0: the pattern has too little literal text"),
        ("{a|{b|{c|{d|{e|{f|{g|h}}}}}}} deep", "18: braces are nested too deep"),
        ("Literal {{braces}} stay", "no fault"),
    ] {
        assert_eq!(fault(pattern), reported, "{pattern}");
    }
    assert_eq!(find(&["Literal {{braces}} stay"], "Literal {braces} stay").map(|(number, _)| number), Some(0));
}

/// The same name in two branches is one value; only one of them matches.
#[test]
fn alternatives_may_share_a_name() {
    let pattern = "Model {{a} gone|'{model}' gone|{model} is gone}".replace("{{a} gone|", "{");
    assert_eq!(find(&[&pattern], "Model 'x' gone"), Some((0, vec![("model", "x")])));
    assert_eq!(find(&[&pattern], "Model x is gone"), Some((0, vec![("model", "x")])));
}

/// A message that consists only of a pattern's delimiters is not a lot of work.
#[test]
fn a_message_full_of_delimiters_does_not_match() {
    let patterns = ["Bad '{value}' in '{expected}' for '{param}' at last", "Bad '{value}'. Use {expected}; done"];
    let message = format!("Bad {}", "'x' in ".repeat(100_000));
    assert_eq!(find(&patterns, &message), None);
}

/// How many parentheses capture: they are not in a class, not escaped, and have no `?` after them.
fn capturing_groups(regex: &str) -> usize {
    let (mut groups, mut in_class) = (0, false);
    let mut chars = regex.chars().peekable();
    while let Some(char) = chars.next() {
        match char {
            '\\' => drop(chars.next()),
            '[' => in_class = true,
            ']' => in_class = false,
            '(' if !in_class => groups += usize::from(chars.peek() != Some(&'?')),
            _ => {}
        }
    }
    groups
}

/// The regular expressions for programs in other languages. xtask/tests/engines.rs runs them.
#[test]
fn patterns_as_regular_expressions() {
    let placeholders = Placeholders { kind_of: &kind_of, suggest: &|_| String::new() };
    let mut shown = String::new();
    for (pattern, wrapper) in [
        ("Slow down.", false),
        ("Limit {limit} (see a/b)", false),
        ("Failed with {status}", false),
        ("try again in {wait}", false),
        ("{model} is unknown", false),
        ("limited on {dimension}", false),
        ("limited on {dimension}: stop", false),
        ("Invalid value: '{value}'", false),
        ("Invalid value: {value}", false),
        ("Invalid value: {value}{?, expected {expected}}", false),
        ("Name a {min|minute|}", false),
        ("Takes {only |}{_} requests", false),
        ("No such thing.{? Ask {_}.}", false),
        ("Fehler{ |:} {_} überall", false),
        ("{status} - ", true),
        ("Error: ", true),
    ] {
        let parsed = parse(pattern, wrapper, &placeholders).unwrap_or_else(|fault| panic!("{pattern}: {fault:?}"));
        let regex = regex(&parsed, wrapper);
        assert_eq!(capturing_groups(&regex.text), regex.groups.len(), "{pattern}");
        shown.push_str(&format!("{pattern}\n    {}\n    {}\n", regex.text, regex.groups.join(" ")));
    }
    insta::assert_snapshot!(shown);
}
