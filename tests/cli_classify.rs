//! `openai-errors classify`: the forms of lines that real logs have, and how input is read.
#![cfg(feature = "cli")]

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::process::{Child, Output};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use openai_error_catalog::Catalog;
use serde_json::{Value, json};

#[path = "common/program.rs"]
mod program;

fn classify(arguments: &[&str], input: impl AsRef<[u8]>) -> Output {
    program::run(&[&["classify"], arguments].concat(), input)
}

fn answers(output: &Output) -> Vec<Value> {
    let text = std::str::from_utf8(&output.stdout).unwrap();
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

/// The answer to one readable line.
fn answer(line: impl AsRef<[u8]>) -> Value {
    let output = classify(&[], line);
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stdout));
    let mut answers = answers(&output);
    assert_eq!(answers.len(), 1);
    answers.remove(0)
}

const QUOTA: &str = "You exceeded your current quota, please check your plan and billing details.";

#[test]
fn a_log_is_classified_line_by_line() {
    let input = format!(
        "{}\n{}\n{}\n{}\n{}",
        r#"{"id":1,"status":429,"message":"Rate limit is exceeded. Try again in 16 seconds.","ignored":true}"#,
        r#"{"id":"two","status":429,"type":"insufficient_quota","code":"insufficient_quota","message":null}"#,
        r#"{"id":null,"status":503,"headers":{"Retry-After":"7","x-many":["a"]},"body":"{\"error\":{\"message\":\"Slow Down\"}}"}"#,
        r#"{"text":"openai.BadRequestError: Error code: 400 - {'error': {'message': \"Unknown parameter: 'foo'.\"}}"}"#,
        r#"{"id":{"a":[1]},"status":418,"message":"I'm a teapot"}"#,
    );
    let output = classify(&[], input);
    assert_eq!(output.status.code(), Some(0));
    insta::assert_snapshot!(String::from_utf8(output.stdout).unwrap());
}

#[test]
fn the_help_says_what_the_exit_status_means() {
    let output = classify(&["--help"], "");
    insta::assert_snapshot!(String::from_utf8(output.stdout).unwrap());
}

#[test]
fn a_definite_code_or_type_takes_precedence_over_pasted_text() {
    for line in [
        r#"{"code":"insufficient_quota","status":429,"text":"HTTP 429 Too Many Requests"}"#,
        r#"{"code":"insufficient_quota","status":429,"text":"openai.APIConnectionError: Connection error."}"#,
        r#"{"type":"insufficient_quota","text":"retry failed with 429"}"#,
        r#"{"body":{"error":{"code":"insufficient_quota"}},"text":"Rate limit reached for requests"}"#,
    ] {
        let answer = answer(line);
        assert_eq!((&answer["code"], &answer["verdict"]), (&json!("quota_exceeded"), &json!("stop")), "{line}");
    }
    // The message of a final error takes precedence over the code of a retryable one.
    let line = format!(r#"{{"code":"rate_limit_exceeded","status":429,"text":"Error code: 429 - {QUOTA}"}}"#);
    assert_eq!(answer(line)["verdict"], "stop");
    // Pasted text takes precedence over a bare status, and the headers still give the wait.
    let line =
        r#"{"status":429,"headers":{"retry-after-ms":"1500"},"text":"INFO done: Rate limit reached for requests"}"#;
    let answer = answer(line);
    assert_eq!((&answer["code"], &answer["retry_after_ms"]), (&json!("rate_limit_reached"), &json!(1500)));
}

#[test]
fn lines_are_read_in_all_forms() {
    let quota = json!({"message": QUOTA, "type": "insufficient_quota", "param": null, "code": "insufficient_quota"});
    let pasted = format!("openai.RateLimitError: Error code: 429 - {{'error': {{'message': '{QUOTA}'}}}}");
    for (line, code) in [
        (r#"{"status":"503","message":"Slow Down"}"#.to_owned(), "slow_down"),
        (r#"{"status":"502 Bad Gateway"}"#.to_owned(), "bad_gateway"),
        (r#"{"status":502.0}"#.to_owned(), "bad_gateway"),
        (r#"{"status":502,"type":5,"code":17}"#.to_owned(), "bad_gateway"),
        (r#"{"status":400,"status":502}"#.to_owned(), "bad_gateway"),
        (r#"{"status":502,"status":null}"#.to_owned(), "bad_gateway"),
        (
            r#"{"message":"Slow Down","message_id":"\ud83d","note":"cut \udc00 \\ud83d \ud83d\ude00"}"#.to_owned(),
            "slow_down",
        ),
        ("\u{feff}{\"message\":\"Slow Down\"}\r\n".to_owned(), "slow_down"),
        (json!({"body": {"error": quota}}).to_string(), "quota_exceeded"),
        (json!({"body": json!({"error": quota}).to_string()}).to_string(), "quota_exceeded"),
        (json!({"error": quota}).to_string(), "quota_exceeded"),
        (
            json!({"status": 429, "error": {"message": "what", "code": "insufficient_quota"}}).to_string(),
            "quota_exceeded",
        ),
        (
            json!({"type": "error", "error": {"type": "overloaded_error", "message": "Overloaded"}}).to_string(),
            "engine_overloaded",
        ),
        (json!([{"error": {"code": 429, "message": QUOTA}}]).to_string(), "quota_exceeded"),
        (json!({"statusCode": 429, "error": "Too Many Requests", "message": QUOTA}).to_string(), "quota_exceeded"),
        (json!({"detail": "Not Found", "status_code": 404}).to_string(), "not_found"),
        (json!(pasted).to_string(), "quota_exceeded"),
        (json!({"level": "error", "msg": "request failed", "error": pasted}).to_string(), "quota_exceeded"),
        (json!({"level": "error", "msg": "request failed", "err": {"message": QUOTA}}).to_string(), "quota_exceeded"),
        (json!({"level": "error", "message": format!("call 7 failed: {pasted}")}).to_string(), "quota_exceeded"),
        (json!({"log": format!("{pasted}\n"), "stream": "stderr"}).to_string(), "quota_exceeded"),
    ] {
        assert_eq!(answer(&line)["code"], code, "{line}");
    }
    let answer = answer(b"{\"id\":\"\xff\",\"message\":\"Slow Down\"}");
    assert_eq!((&answer["id"], &answer["code"]), (&json!("\u{fffd}"), &json!("slow_down")));
}

#[test]
fn headers_are_read_in_all_forms() {
    for headers in [
        json!({"Retry-After": "7"}),
        json!({"Retry-After": 7}),
        json!({"retry-after": ["7"]}),
        json!([["x-request-id", "r"], ["Retry-After", "7"]]),
        json!([{"name": "Retry-After", "value": "7"}]),
        json!(["Retry-After: 7"]),
        json!("HTTP/1.1 503 Service Unavailable\r\nRetry-After: 7\r\n\r\n"),
    ] {
        let line = json!({"status": 503, "headers": headers}).to_string();
        assert_eq!(answer(&line)["retry_after_ms"], 7000, "{line}");
    }
}

#[test]
fn unreadable_fields_are_listed() {
    let line = r#"{"status":503,"headers":7,"param":["a"],"message":{},"code":null}"#;
    assert_eq!(answer(line)["ignored"], json!(["message", "param", "headers"]));
    assert_eq!(answer(r#"{"status":"pending","code":"rate_limit_exceeded"}"#)["ignored"], json!(["status"]));
    // Status 0 means that there was no response, so it isn't listed.
    assert_eq!(answer(r#"{"status":0,"message":"Slow Down"}"#)["ignored"], Value::Null);
}

#[test]
fn a_date_is_compared_with_the_date_of_the_response_or_the_line() {
    let date = "Thu, 01 Jan 1970 00:00:10 GMT";
    for (line, wait) in [
        (
            json!({"status": 503, "headers": {"Retry-After": date, "Date": "Thu, 01 Jan 1970 00:00:04 GMT"}}),
            json!(6000),
        ),
        (json!({"status": 503, "headers": {"Retry-After": date}, "time": "1970-01-01T00:00:03.5Z"}), json!(6500)),
        (json!({"status": 503, "headers": {"Retry-After": date}, "ts": 8}), json!(2000)),
        // Without either, the wait is unknown.
        (json!({"status": 503, "headers": {"Retry-After": "Thu, 01 Jan 2099 00:00:10 GMT"}}), Value::Null),
    ] {
        assert_eq!(answer(line.to_string())["retry_after_ms"], wait, "{line}");
    }
}

#[test]
fn a_line_that_cannot_be_read_can_be_joined_and_found() {
    let directory = tempfile::tempdir().unwrap();
    let directory = directory.path();
    let first = directory.join("first.jsonl");
    fs::write(&first, "{\"message\":\"Slow Down\"}\n{\"id\":\"b\",\"status\":4").unwrap();
    let input = b"{\"id\":[1],\"status\":429 \n\nplain words\n{\"id\":12\nl\0\n";
    let output = classify(&[first.to_str().unwrap(), "-"], input);
    assert_eq!(output.status.code(), Some(1));
    let text = String::from_utf8(output.stdout).unwrap().replace(directory.to_str().unwrap(), "DIRECTORY");
    insta::assert_snapshot!(text.replace('\\', "/"));
    // A readable line without an error doesn't change the exit status.
    assert_eq!(classify(&[], "{}\n{\"a\":1}\n").status.code(), Some(0));
    assert_eq!(classify(&[], "").status.code(), Some(0));
}

#[test]
fn a_file_that_cannot_be_opened_is_reported() {
    let directory = tempfile::tempdir().unwrap();
    for path in [directory.path().to_str().unwrap(), "/no/such/file"] {
        let output = classify(&["-", path], "{\"message\":\"Slow Down\"}\n");
        assert_eq!(output.status.code(), Some(2));
        assert!(String::from_utf8_lossy(&output.stderr).contains(path));
        // The file before it is answered.
        assert_eq!(answers(&output)[0]["code"], "slow_down");
    }
}

/// PowerShell writes UTF-16.
#[test]
fn utf_16_is_read() {
    let text = "\u{feff}{\"id\":\"余额\",\"message\":\"Slow Down\"}\r\n{\"status\":502}\r\n";
    let little: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let big: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
    for input in [little, big] {
        let answers = answers(&classify(&[], input));
        assert_eq!((&answers[0]["id"], &answers[0]["code"]), (&json!("余额"), &json!("slow_down")));
        assert_eq!((answers.len(), &answers[1]["code"]), (2, &json!("bad_gateway")));
    }
}

/// If the answers are printed to a terminal, they can't control it.
#[test]
fn control_characters_are_escaped() {
    let hostile = "\u{1b}]0;T\u{7}\r\u{9b}31m\u{85}\u{202e}\u{200b}\u{7f}余额";
    let message = format!("Invalid value: '{hostile}'. Supported values are: 'b'.");
    let input = json!({"id": hostile, "status": 400, "message": message}).to_string();
    let broken = format!("{{\"id\":\"{}\",\"status\"", "\u{9b}31m\u{202e}");
    let output = classify(&[], format!("{input}\n{broken}\n"));
    let text = std::str::from_utf8(&output.stdout).unwrap();
    let is_hostile = |char: char| char != '\n' && (char.is_control() || "\u{202e}\u{200b}".contains(char));
    assert!(!text.contains(is_hostile), "{text:?}");
    let answers = answers(&output);
    assert_eq!(answers[0]["id"], hostile);
    assert_eq!(answers[0]["values"]["value"], hostile);
    assert!(text.contains("余额"));
    assert_eq!(answers[1]["id"], "\u{9b}31m\u{202e}");
}

#[test]
fn plain_text_is_read_with_the_option_text() {
    let output = classify(&["--text"], format!("12:00 INFO started\nError code: 429 - {QUOTA}\n\n"));
    assert_eq!(output.status.code(), Some(0));
    let codes: Vec<Value> = answers(&output).iter().map(|answer| answer["code"].clone()).collect();
    assert_eq!(codes, [Value::Null, json!("quota_exceeded"), Value::Null]);
}

/// The answer to each text of the corpus, as the only field of a line, is the same as from `Catalog::explain`.
#[test]
fn pasted_text_has_the_same_answer_as_explain() {
    let corpus = include_str!("corpus/messages.jsonl");
    let texts: Vec<String> = corpus
        .lines()
        .map(|line| serde_json::from_str::<Value>(line).unwrap()["message"].as_str().unwrap_or_default().to_owned())
        .collect();
    assert!(texts.len() > 400);
    let input: String = texts.iter().map(|text| json!({"text": text}).to_string() + "\n").collect();
    let output = classify(&[], input);
    for (text, answer) in texts.iter().zip(answers(&output)) {
        let found = Catalog::explain(text);
        assert_eq!(answer["code"], json!(found.map(|found| found.code().as_str())), "{text}");
        assert_eq!(answer["match"], json!(found.map(|found| found.kind().as_str())), "{text}");
    }
}

/// More lines than all batches contain, on more threads than there are cores.
#[test]
fn answers_are_in_the_order_of_the_lines() {
    let line = |id: usize| match id % 3 {
        0 => format!("{{\"id\":{id},\"status\":429,\"message\":\"{QUOTA}\"}}\n"),
        1 => format!("{{\"id\":{id},\"status\":502}}\n"),
        _ => format!("{{\"id\":{id},\n"),
    };
    let input: String = (0..30_000).map(line).collect();
    let one = classify(&["--threads", "1"], &input);
    let many = classify(&["--threads", "7"], &input);
    assert!(one.stdout == many.stdout);
    let ids: Vec<u64> = answers(&many).iter().filter_map(|answer| answer["id"].as_u64()).collect();
    assert!(ids.iter().copied().eq(0..30_000));
    assert_eq!(answers(&many)[29_999]["line"], 30_000);
}

#[test]
fn an_invalid_number_of_threads_is_rejected() {
    for threads in ["0", "-1", "1025", "18446744073709551615", "many"] {
        assert_eq!(classify(&["--threads", threads], "").status.code(), Some(2), "{threads}");
    }
    let output = classify(&["--threads", "1024"], "{\"status\":502}\n");
    assert_eq!(answers(&output)[0]["code"], "bad_gateway");
}

/// The lengths are chosen so that a read ends with a line, inside a line, and between two lines.
#[test]
fn lines_of_any_length_are_read_whole() {
    let line = |length: usize| json!({"id": length, "message": "x".repeat(length)}).to_string();
    let lengths = [1, 130_000, 131_040, 131_041, 131_042, 131_043, 5, 400_000, 4_300_000, 7, 262_100, 0, 4_194_000, 2];
    let input: Vec<String> = lengths.iter().map(|&length| line(length)).collect();
    let output = classify(&[], input.join("\n"));
    let ids: Vec<u64> = answers(&output).iter().filter_map(|answer| answer["id"].as_u64()).collect();
    // `id` is the first field, so the answer to the line that is too long has it too.
    assert!(ids.iter().copied().eq(lengths.iter().map(|&length| length as u64)), "{ids:?}");
    let errors: Vec<u64> = answers(&output).iter().filter_map(|answer| answer["line"].as_u64()).collect();
    assert_eq!(errors, [9]);
}

/// The running program, to which the test sends lines, and whose answers it reads while the input stays open.
struct Session {
    child: Child,
    lines: mpsc::Receiver<String>,
}

impl Session {
    fn start() -> Session {
        let mut child = program::start(&["classify"]);
        let stdout = BufReader::new(child.stdout.take().unwrap());
        let (sender, lines) = mpsc::channel();
        thread::spawn(move || stdout.lines().map_while(Result::ok).all(|line| sender.send(line).is_ok()));
        Session { child, lines }
    }

    fn send_bytes(&mut self, bytes: &[u8]) {
        self.child.stdin.as_mut().unwrap().write_all(bytes).unwrap();
    }

    fn next_answer(&self) -> Value {
        let line =
            self.lines.recv_timeout(Duration::from_secs(60)).expect("there is no answer while the input is open");
        serde_json::from_str(&line).unwrap()
    }
}

#[test]
fn a_line_is_answered_before_the_next_one_arrives() {
    let mut session = Session::start();
    for id in 0..50 {
        session.send_bytes(format!("{{\"id\":{id},\"message\":\"Slow Down\"}}\n").as_bytes());
        assert_eq!(session.next_answer()["id"], id);
    }
    // An incomplete line doesn't delay the answers to the lines before it.
    session.send_bytes(b"{\"id\":\"a\"}\n{\"id\":");
    assert_eq!(session.next_answer()["id"], "a");
    session.send_bytes(b"\"b\"}\n");
    assert_eq!(session.next_answer()["id"], "b");
    drop(session.child.stdin.take());
    assert_eq!(session.child.wait().unwrap().code(), Some(0));
}

/// A line of 50 MB, and a normal one after it.
#[cfg(target_os = "linux")]
#[test]
fn memory_is_bounded_for_a_very_long_line() {
    let mut session = Session::start();
    session.send_bytes(b"{\"id\":\"long\",\"message\":\"");
    let part = vec![b'x'; 1 << 20];
    for _ in 0..50 {
        session.send_bytes(&part);
    }
    session.send_bytes(b"\"}\n{\"id\":2,\"status\":502}\n");
    let long = session.next_answer();
    assert_eq!((&long["id"], &long["line"]), (&json!("long"), &json!(1)));
    assert!(long["error"].as_str().is_some_and(|error| error.contains("longer than")), "{long}");
    assert_eq!(session.next_answer()["code"], "bad_gateway");
    let status = fs::read_to_string(format!("/proc/{}/status", session.child.id())).unwrap();
    let most = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap();
    let kilobytes: u64 = most.trim().trim_end_matches(" kB").parse().unwrap();
    assert!(kilobytes < 40_000, "{kilobytes} kB");
    drop(session.child.stdin.take());
    assert_eq!(session.child.wait().unwrap().code(), Some(1));
}

/// `… | openai-errors classify | head -1`: the reader closes the pipe.
#[test]
fn the_program_ends_if_the_pipe_is_closed() {
    let mut child = program::start(&["classify"]);
    let mut stdin = child.stdin.take().unwrap();
    let mut first = [0];
    stdin.write_all(b"{\"status\":502}\n").unwrap();
    child.stdout.as_mut().unwrap().read_exact(&mut first).unwrap();
    drop(child.stdout.take());
    // The input stays open, but the next answer can't be written.
    stdin.write_all(b"{\"status\":502}\n").unwrap();
    assert_eq!(child.wait().unwrap().code(), Some(0));
    drop(stdin);
}

#[test]
fn there_is_no_progress_bar_outside_a_terminal() {
    let input = "{\"status\":429,\"message\":\"Rate limit reached for requests\"}\n".repeat(15_000);
    let output = classify(&[], input);
    assert!(output.stderr.is_empty(), "{}", String::from_utf8_lossy(&output.stderr));
}
