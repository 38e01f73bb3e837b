//! The program `openai-errors`, run as people run it.
#![cfg(feature = "cli")]

use std::process::Output;

use openai_error_catalog::{Code, Locale};

#[path = "cli/explain.rs"]
mod explain;
#[path = "common/program.rs"]
mod program;
#[path = "cli/safety.rs"]
mod safety;
#[path = "cli/show.rs"]
mod show;
#[path = "cli/surroundings.rs"]
mod surroundings;

use program::command;

fn run(arguments: &[&str], input: Option<&[u8]>) -> Output {
    program::run(arguments, input.unwrap_or_default())
}

fn stdout(output: &Output) -> String {
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout.clone()).unwrap()
}

fn stderr(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

fn json(output: &Output) -> serde_json::Value {
    serde_json::from_str(&stdout(output)).unwrap()
}

const RATE_LIMIT: &str = "Rate limit reached for gpt-4o in organization org-abc on tokens per min (TPM): \
                          Limit 30000, Used 28500, Requested 2000.";
const QUOTA: &str = "You exceeded your current quota, please check your plan and billing details.";

#[test]
fn a_rate_limit_is_explained_in_chinese() {
    let output = run(&["explain", "--status", "429", "--lang", "zh", RATE_LIMIT], None);
    insta::assert_snapshot!(stdout(&output));
}

#[test]
fn the_same_for_a_program() {
    let output = run(&["explain", "--status", "429", "--lang", "zh", "--format", "json", RATE_LIMIT], None);
    let json: serde_json::Value = serde_json::from_str(&stdout(&output)).unwrap();
    assert_eq!(json["code"], "rate_limit_reached");
    assert_eq!(json["verdict"], "retry");
    assert_eq!(json["values"]["used"], "28500");
    assert_eq!(json["language"], "zh-Hans");
    assert!(json["steps"].as_array().is_some_and(|steps| steps.len() > 2));
    insta::assert_snapshot!(stdout(&output));
}

#[test]
fn an_exhausted_quota_says_stop() {
    insta::assert_snapshot!(stdout(&run(&["explain", "--status", "429", QUOTA], None)));
}

#[test]
fn an_unsupported_region_is_explained() {
    let output = run(&["explain", "--status", "403", "Country, region, or territory not supported"], None);
    assert!(stdout(&output).starts_with("unsupported_region"));
}

#[test]
fn what_nobody_knows_is_one_line_and_exit_status_1() {
    let output = run(&["explain", "--status", "418", "I'm a teapot"], None);
    assert_eq!(output.status.code(), Some(1));
    assert!(output.stdout.is_empty());
    insta::assert_snapshot!(String::from_utf8(output.stderr).unwrap());
}

#[test]
fn wrong_usage_exits_with_2() {
    for arguments in [
        &["explain", "--status", "42", "x"][..],
        &["explain", "--lang", "tlh", "x"],
        &["explain", "--format", "xml", "x"],
        &["no-such-command"],
        &[],
    ] {
        let output = run(arguments, None);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        assert!(!output.stderr.is_empty());
    }
}

#[test]
fn the_message_is_read_from_standard_input() {
    let output = run(&["explain"], Some(format!("  {QUOTA}\n").as_bytes()));
    assert!(stdout(&output).starts_with("quota_exceeded"));
    // Bytes that are not valid UTF-8 don't stop the program.
    let output = run(&["explain"], Some(b"\xff\xfe\x00"));
    assert_eq!(output.status.code(), Some(1));
}

#[test]
fn there_are_no_colors_in_a_pipe() {
    let output = run(&["explain", QUOTA], None);
    assert!(!stdout(&output).contains('\u{1b}'));
}

#[test]
fn the_language_comes_from_the_environment_or_the_option() {
    let output = command(&["explain", QUOTA]).env("LANG", "zh_CN.UTF-8").output().unwrap();
    assert!(String::from_utf8_lossy(&output.stdout).contains("余额用完或已达支出上限"));
}

#[test]
fn a_code_is_shown_whole() {
    insta::assert_snapshot!(stdout(&run(&["show", "slow_down", "--lang", "zh"], None)));
    let output = run(&["show", "insufficient_quota"], None);
    assert!(stdout(&output).starts_with("quota_exceeded"));
    assert_eq!(run(&["show", "no_such_code"], None).status.code(), Some(1));
}

#[test]
fn words_find_codes() {
    insta::assert_snapshot!(stdout(&run(&["search", "rate limit", "--lang", "zh"], None)));
    let output = stdout(&run(&["search", "余额", "不足", "--lang", "en", "--format", "json"], None));
    let rows: serde_json::Value = serde_json::from_str(&output).unwrap();
    let first = serde_json::json!({"code": "quota_exceeded", "retry": false, "title": "Quota exhausted"});
    assert_eq!(rows[0], first);
    let output = run(&["search", "xyzzy"], None);
    assert_eq!((output.status.code(), output.stdout.len()), (Some(1), 0));
    assert!(String::from_utf8_lossy(&output.stderr).contains("\"xyzzy\"\nNo matching error in the catalog."));
    assert_eq!(run(&["search"], None).status.code(), Some(2));
}

#[test]
fn codes_and_languages_are_listed() {
    let list = stdout(&run(&["list"], None));
    assert_eq!(list.lines().count(), openai_error_catalog::Code::ALL.len());
    let list = stdout(&run(&["list", "--status", "503"], None));
    assert!(list.lines().all(|line| line.contains("retry") || line.contains("stop")));
    assert_eq!(run(&["list", "--status", "299"], None).status.code(), Some(1));
    insta::assert_snapshot!(stdout(&run(&["languages"], None)));
}

/// The first example in the README shows the real output of the program.
#[test]
fn the_readme_shows_the_real_output() {
    let readme = include_str!("../README.md");
    let block = readme.split("```console\n$ cargo run").nth(1).and_then(|rest| rest.split("\n```").next()).unwrap();
    let (command, shown) = block.split_once('\n').unwrap();
    assert!(command.ends_with(&format!("explain --status 429 '{QUOTA}'")), "{command}");
    assert_eq!(stdout(&run(&["explain", "--status", "429", QUOTA], None)).trim_end(), shown);
}

/// The README has the right numbers of errors and languages, and a link and a feature for each language.
#[test]
fn the_readme_counts_errors_and_languages() {
    let readme = include_str!("../README.md");
    assert!(readme.contains(&format!("\n{} errors of", Code::ALL.len())));
    assert!(readme.contains(&format!("solutions in {} languages", Locale::ALL.len())));
    for locale in Locale::ALL {
        let link = format!("[{}](docs/reference.{}.md)", locale.name(), locale.tag());
        assert!(readme.contains(&link), "README.md lacks {link}");
        let feature = format!("`{}`", locale.tag().to_lowercase());
        assert!(readme.contains(&feature), "README.md lacks the feature {feature}");
    }
}

#[test]
fn what_python_printed_is_explained() {
    let printed = format!(
        "openai.RateLimitError: Error code: 429 - {{'error': {{'message': '{QUOTA}', 'type': 'insufficient_quota', \
         'param': None, 'code': 'insufficient_quota'}}}}"
    );
    let output = run(&["explain", "--lang", "zh"], Some(printed.as_bytes()));
    assert!(stdout(&output).starts_with("quota_exceeded  余额用完或已达支出上限"));
}
