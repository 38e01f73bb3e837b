//! The words and phrases of a private vocabulary stay out of comments, messages, and documents.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// What must not be written, in lower case, and what to write instead. `*` is any word.
const PHRASES: &[(&str, &str)] = &[
    ("mend", "fix"),
    ("mends", "fixes"),
    ("mended", "fixed"),
    ("mending", "fixing"),
    ("anew", "again"),
    ("white space", "whitespace"),
    ("for ever", "forever"),
    ("is no *", "is not a …"),
    ("are no *", "are not …"),
    ("another than", "different from"),
    ("another reason than", "a reason other than"),
    ("door", "entry point, function"),
    ("doors", "entry points, functions"),
    ("of no use", "can't help"),
    ("nobody's", "not exposed, not needed"),
    ("told", "reported, listed"),
    ("stands in", "is in"),
    ("stands at", "is at"),
    ("stands there", "is there"),
    ("stands behind", "follows"),
    ("stands before", "precedes"),
    ("stands on", "is on"),
    ("stands for", "means"),
    ("stands twice", "is listed twice"),
    ("stands already", "is already defined"),
    ("stand in", "are in"),
    ("stand at", "are at"),
    ("takes in", "includes, matches"),
    ("take in", "include, match"),
    ("brings along", "includes"),
    ("taken off", "stripped, removed"),
    ("at once", "immediately, at the same time"),
    ("by itself", "automatically, on its own"),
    ("by themselves", "automatically, on their own"),
    ("likewise", "the same"),
    ("on the average", "on average"),
    ("at your choice", "at your option"),
    ("at the least", "at least"),
    ("behind a", "after a"),
    ("behind an", "after an"),
    ("behind the", "after the"),
    ("behind it", "after it"),
    ("behind one", "after one"),
    ("behind which", "after which"),
    ("nor the other way round", "and vice versa"),
    ("hands on", "passes on"),
    ("goes before", "takes precedence over"),
    ("counts before", "takes precedence over"),
    ("laid end to end", "concatenated"),
    ("one a line", "one per line"),
    ("knows nothing of", "doesn't depend on"),
    ("know nothing of", "don't depend on"),
    ("takes turns", "alternates"),
];

/// Correct uses of these words, with the words around them.
const ALLOWED: &[&str] = &[
    "there is no *",
    "there are no *",
    "is no longer",
    "are no longer",
    "is no more than",
    "is no such",
    "are no such",
    "is no better",
    "behind a proxy",
    "behind a corporate proxy",
    "behind a gateway",
    "behind the company proxy",
    "behind the gateway",
    "behind the proxy",
];

/// Files by others, generated files, quoted messages, and the texts of the catalog. Names of directories or whole
/// paths.
const LEFT_OUT: &[&str] = &[
    ".git",
    "LICENSE-APACHE",
    "catalog/errors",
    "catalog/exceptions",
    "docs/man",
    "fuzz/corpus",
    "fuzz/artifacts",
    "node_modules",
    "target",
    "tests/broken",
    "tests/corpus",
    "tests/english.rs",
];

const EXTENSIONS: &[&str] = &["css", "md", "mjs", "py", "rs", "sh", "toml", "yml"];

/// The words of a text in lower case, each with its line. Code counts too: most of its words are in messages. Phrases
/// may go on in the next line, but not beyond a punctuation mark, which is an empty word.
fn words(text: &str, comments_only: bool) -> Vec<(usize, String)> {
    let mut words = Vec::new();
    for (index, line) in text.lines().enumerate() {
        let mut line = line.trim_start();
        if comments_only && !line.starts_with('#') {
            words.push((index + 1, String::new()));
            continue;
        }
        while let Some(rest) = ["//!", "///", "//", "#"].iter().find_map(|mark| line.strip_prefix(mark)) {
            line = rest.trim_start();
        }
        let mut word = String::new();
        for char in line.chars().chain([' ']) {
            if char.is_alphanumeric() || matches!(char, '\'' | '_' | '’') && !word.is_empty() {
                word.extend(char.to_lowercase());
                continue;
            }
            if !word.is_empty() {
                words.push((index + 1, std::mem::take(&mut word).trim_end_matches('\'').to_owned()));
            }
            if !char.is_whitespace() {
                words.push((index + 1, String::new()));
            }
        }
    }
    words
}

fn begins_with(words: &[(usize, String)], phrase: &str) -> bool {
    phrase.split(' ').enumerate().all(|(index, part)| {
        words.get(index).is_some_and(|(_, word)| {
            part == word || part == "*" && !word.is_empty() && word.chars().all(char::is_alphabetic)
        })
    })
}

/// The phrases of a text that are not allowed, each with its line.
fn odd_phrases(text: &str, comments_only: bool) -> Vec<(usize, &'static str, &'static str)> {
    let words = words(text, comments_only);
    let mut by_first_word: BTreeMap<&str, Vec<&(&str, &str)>> = BTreeMap::new();
    for phrase in PHRASES {
        by_first_word.entry(phrase.0.split(' ').next().unwrap_or_default()).or_default().push(phrase);
    }
    let mut odd = Vec::new();
    for at in 0..words.len() {
        for (phrase, better) in by_first_word.get(words[at].1.as_str()).into_iter().flatten() {
            if !begins_with(&words[at..], phrase) {
                continue;
            }
            // An allowed phrase may begin a word earlier: "there is no".
            let is_allowed = ALLOWED
                .iter()
                .any(|allowed| (at.saturating_sub(1)..=at).any(|from| begins_with(&words[from..], allowed)));
            if !is_allowed {
                odd.push((words[at].0, *phrase, *better));
            }
        }
    }
    odd
}

fn files(root: &Path, directory: &Path, files: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(directory).unwrap() {
        let path = entry.unwrap().path();
        let shown = path.strip_prefix(root).unwrap().to_string_lossy().replace('\\', "/");
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if LEFT_OUT.iter().any(|left_out| *left_out == shown || *left_out == name) || name.starts_with("reference.") {
            continue;
        }
        if path.is_dir() {
            self::files(root, &path, files);
        } else if path.extension().is_some_and(|found| EXTENSIONS.iter().any(|known| found == *known))
            || shown == ".ci/run"
        {
            files.push(path);
        }
    }
}

#[test]
fn the_usual_words_are_used() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut all = Vec::new();
    files(root, root, &mut all);
    assert!(all.len() > 150, "only {} files", all.len());
    all.sort();
    let mut report = Vec::new();
    for path in all {
        let shown = path.strip_prefix(root).unwrap().to_string_lossy().replace('\\', "/");
        let text = std::fs::read_to_string(&path).unwrap();
        // The strings of the catalog are its texts, or messages that others send.
        for (line, phrase, better) in odd_phrases(&text, shown.starts_with("catalog/")) {
            report.push(format!("{shown}:{line}: `{phrase}`: write {better}"));
        }
    }
    assert!(report.is_empty(), "{} odd phrases\n{}", report.len(), report.join("\n"));
}

#[test]
fn odd_phrases_are_found() {
    for (text, line, phrase) in [
        ("// Waiting can't mend it.", 1, "mend"),
        ("/// One.\n/// Looked up Anew.", 2, "anew"),
        ("//! a run of white\n//! space.", 1, "white space"),
        ("format!(\"`{tag}` is no BCP 47 tag\")", 1, "is no *"),
        ("# Where it stands\n# in the file.", 1, "stands in"),
        ("retried for ever", 1, "for ever"),
        ("a word behind the number", 1, "behind the"),
        ("It is nobody's business.", 1, "nobody's"),
    ] {
        let odd: Vec<_> = odd_phrases(text, false).into_iter().map(|(line, phrase, _)| (line, phrase)).collect();
        assert_eq!(odd, [(line, phrase)], "{text}");
    }
    for text in [
        "There is no response.",
        "It is no longer sent.",
        "amended, recommend, outdoors",
        "This is. No other word is.",
        "whitespace, forever, atonce",
        "runs behind a proxy",
    ] {
        assert!(odd_phrases(text, false).is_empty(), "{text}");
    }
    assert!(odd_phrases("text = \"told\"", true).is_empty());
    assert_eq!(odd_phrases("# told\ntext = \"told\"", true).len(), 1);
}
