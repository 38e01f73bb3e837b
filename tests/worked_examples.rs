//! The examples of the catalog are valid JSON and valid shell.

use std::io::{self, ErrorKind, Write};
use std::process::Command;

use openai_error_catalog::{Code, Example, ExampleKind};

fn of(kind: ExampleKind) -> impl Iterator<Item = (Code, &'static Example)> {
    let all = Code::ALL.iter().flat_map(|&code| code.entry().examples().iter().map(move |example| (code, example)));
    all.filter(move |(_, example)| example.kind() == kind)
}

#[test]
fn json_examples_are_valid_json() {
    assert!(of(ExampleKind::Json).count() >= 10);
    for (code, example) in of(ExampleKind::Json) {
        for text in [example.wrong(), example.right()] {
            assert!(serde_json::from_str::<serde_json::Value>(text).is_ok(), "{code}: {text}");
        }
    }
}

/// If there is no shell, this checks nothing and says so.
#[test]
fn a_shell_can_parse_the_examples() {
    for (code, example) in of(ExampleKind::Shell) {
        for text in [example.wrong(), example.right()] {
            match Command::new("sh").args(["-n", "-c", text]).output() {
                Ok(output) => assert!(output.status.success(), "{code}: {text}"),
                Err(error) if error.kind() == ErrorKind::NotFound => {
                    let _ = writeln!(io::stderr(), "note: skipped `sh -n`: sh is not installed");
                    return;
                }
                Err(error) => panic!("sh: {error}"),
            }
        }
    }
}

/// In the corrected form, the argument of `-d` or `--json` must be JSON.
#[test]
fn bodies_of_shell_examples_are_json() {
    for (code, example) in of(ExampleKind::Shell) {
        let body = example.right().split(" '").nth(1).and_then(|rest| rest.split('\'').next());
        if let Some(body) = body.filter(|body| body.starts_with('{')) {
            assert!(serde_json::from_str::<serde_json::Value>(body).is_ok(), "{code}: {body}");
        }
    }
}

/// People copy the examples, so these must not contain anything that looks like a key.
#[test]
fn no_example_contains_a_key() {
    for code in Code::ALL {
        for example in code.entry().examples() {
            assert!(![example.wrong(), example.right()].iter().any(|text| text.contains("sk-")), "{code}");
        }
    }
}
