//! The environment, the terminal, and the files that a package of the program adds: completions and manual pages.

use std::fs;
use std::path::Path;

use super::program::command;
use super::{QUOTA, run, stderr, stdout};

fn language(variables: &[(&str, &str)]) -> &'static str {
    let output = command(&["search", "quota"]).envs(variables.iter().copied()).output().unwrap();
    match stdout(&output) {
        output if output.contains("余额") => "zh-Hans",
        output if output.contains("餘額") || output.contains("額度") => "zh-Hant",
        _ => "en",
    }
}

#[test]
fn the_first_variable_that_is_set_decides() {
    for (variables, expected) in [
        (&[][..], "en"),
        (&[("LANG", "zh_CN.UTF-8")], "zh-Hans"),
        (&[("LC_MESSAGES", "zh_CN.UTF-8"), ("LANG", "en_US.UTF-8")], "zh-Hans"),
        (&[("LC_MESSAGES", "en_US.UTF-8"), ("LANG", "zh_CN.UTF-8")], "en"),
        (&[("LC_ALL", "zh_TW.UTF-8"), ("LC_MESSAGES", "C"), ("LANG", "C")], "zh-Hant"),
        (&[("LC_ALL", "C"), ("LANG", "zh_CN.UTF-8")], "en"),
        (&[("LC_ALL", "POSIX"), ("LC_MESSAGES", "zh_CN.UTF-8")], "en"),
        // If the catalog lacks the language of the first variable, the next variable still doesn't count.
        (&[("LC_ALL", "tlh"), ("LANG", "zh_CN.UTF-8")], "en"),
        // An empty variable counts as not set.
        (&[("LC_ALL", ""), ("LC_MESSAGES", ""), ("LANG", "zh_CN.UTF-8")], "zh-Hans"),
    ] {
        assert_eq!(language(variables), expected, "{variables:?}");
    }
}

#[test]
fn the_option_lang_is_accepted_anywhere() {
    for arguments in [
        &["--lang", "zh", "search", "quota"][..],
        &["search", "--lang", "zh", "quota"],
        &["search", "quota", "--lang", "zh"],
        &["search", "quota", "--lang=zh"],
    ] {
        assert!(stdout(&run(arguments, None)).contains("余额"), "{arguments:?}");
    }
    assert_eq!(run(&["--lang", "tlh", "list"], None).status.code(), Some(2));
}

#[test]
fn verdicts_have_colors_only_if_wanted() {
    let list = |variables: &[(&str, &str)]| {
        stdout(&command(&["list", "--status", "429"]).envs(variables.iter().copied()).output().unwrap())
    };
    let forced = list(&[("CLICOLOR_FORCE", "1")]);
    assert!(
        forced.contains("\u{1b}[32mretry\u{1b}[0m") && forced.contains("\u{1b}[31mdon't retry\u{1b}[0m"),
        "{forced:?}"
    );
    assert!(!list(&[]).contains('\u{1b}'));
    assert!(!list(&[("NO_COLOR", "1")]).contains('\u{1b}'));
    // The columns are the same with and without colors.
    let plain = ["\u{1b}[32m", "\u{1b}[31m", "\u{1b}[36m", "\u{1b}[1m", "\u{1b}[0m"]
        .iter()
        .fold(forced, |text, code| text.replace(code, ""));
    assert_eq!(plain, list(&[]));
}

#[test]
fn lines_fit_the_terminal() {
    for (locale, columns) in [("zh", 40), ("zh", 80), ("en", 40), ("en", 60)] {
        let output =
            command(&["explain", QUOTA, "--lang", locale]).env("COLUMNS", columns.to_string()).output().unwrap();
        for line in stdout(&output).lines().filter(|line| !line.contains("https://")) {
            // Text in backticks isn't broken, so it may be longer than the line.
            let width = textwrap_width(line);
            assert!(width <= columns || line.trim().split(' ').count() == 1, "{locale} {columns}: {line}");
            assert!(!line.trim_start().starts_with(['，', '。', '、', '）', '；', '：']), "{line}");
        }
    }
    // Some programs set `COLUMNS=0` if they don't know the width.
    let output = command(&["explain", QUOTA]).env("COLUMNS", "0").output().unwrap();
    assert!(stdout(&output).lines().any(|line| line.len() > 120));
}

/// How many columns a line has. East Asian characters are two columns wide.
fn textwrap_width(line: &str) -> usize {
    line.chars().map(|char| if ('\u{2e80}'..='\u{ffe6}').contains(&char) { 2 } else { 1 }).sum()
}

#[test]
fn the_version_says_how_old_the_facts_are() {
    let version = stdout(&run(&["--version"], None));
    let checked = openai_error_catalog::Catalog::CHECKED;
    assert_eq!(version, format!("openai-errors {} (facts checked on {checked})\n", env!("CARGO_PKG_VERSION")));
}

#[test]
fn shells_complete_commands_and_names() {
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let script = stdout(&run(&["completions", shell], None));
        // For the other shells, clap_complete doesn't write the possible values of an argument without a flag.
        let names = if matches!(shell, "bash" | "zsh") { &["rate_limit_reached", "RateLimitError"][..] } else { &[] };
        for name in ["explain", "completions"].iter().chain(names) {
            assert!(script.contains(name), "{shell}: {name}");
        }
    }
    assert_eq!(run(&["completions", "tcsh"], None).status.code(), Some(2));
}

/// What bash offers as completions of the last word. `None` if bash isn't installed.
fn offered_by_bash(script: &Path, words: &[&str]) -> Option<Vec<String>> {
    let (last, before) = words.split_last()?;
    let run = format!(
        "source '{}'; COMP_WORDS=({} '{last}'); COMP_CWORD={}; _openai__errors openai-errors '{last}' '{}'; \
         printf '%s\\n' \"${{COMPREPLY[@]}}\"",
        script.display(),
        before.join(" "),
        before.len(),
        before.last()?
    );
    let output = std::process::Command::new("bash").args(["--norc", "-c", &run]).output().ok()?;
    Some(String::from_utf8_lossy(&output.stdout).lines().map(str::to_owned).collect())
}

#[cfg(unix)]
#[test]
fn bash_completes_the_arguments_of_a_command() {
    let directory = tempfile::tempdir().unwrap();
    let script = directory.path().join("openai-errors.bash");
    fs::write(&script, stdout(&run(&["completions", "bash"], None))).unwrap();
    let Some(codes) = offered_by_bash(&script, &["openai-errors", "show", "rate_"]) else {
        eprintln!("skipped: bash is not installed");
        return;
    };
    assert_eq!(codes, ["rate_limit_reached", "rate_limit_zero", "rate_limited_rate"]);
    let formats = offered_by_bash(&script, &["openai-errors", "explain", "--format", ""]);
    assert_eq!(formats, Some(vec!["text".to_owned(), "json".to_owned()]));
    let commands = offered_by_bash(&script, &["openai-errors", "expl"]);
    assert_eq!(commands, Some(vec!["explain".to_owned()]));
}

/// `cargo xtask gen` writes the manual pages.
#[test]
fn the_manual_pages_are_up_to_date() {
    let directory = tempfile::tempdir().unwrap();
    stdout(&run(&["man", directory.path().to_str().unwrap()], None));
    let pages = |directory: &Path| {
        let read =
            |entry: fs::DirEntry| (entry.file_name(), fs::read_to_string(entry.path()).unwrap().replace("\r\n", "\n"));
        let mut pages: Vec<_> = fs::read_dir(directory).unwrap().map(|entry| read(entry.unwrap())).collect();
        pages.sort();
        pages
    };
    let committed = pages(&Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/man"));
    assert!(committed == pages(directory.path()), "docs/man is out of date; run `cargo xtask gen`");
    assert!(committed.len() > 8);
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_reported_and_a_closed_standard_error_is_not_a_panic() {
    let full = || fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
    let output = command(&["show", "slow_down"]).stdout(full()).output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr(&output).contains("No space left"), "{}", stderr(&output));
    let status = command(&["explain", "xyzzy"]).stderr(full()).status().unwrap();
    assert_eq!(status.code(), Some(1));
}
