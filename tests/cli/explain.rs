//! `explain`, with the kinds of input that people give it.

use std::io::Write;

use super::program::{command, start};
use super::{QUOTA, json, run, stderr, stdout};

fn found(input: &[u8]) -> String {
    let text = stdout(&run(&["explain"], Some(input)));
    text.split("  ").next().unwrap().to_owned()
}

/// A log of this many bytes or a little more, as services write it, without an error.
fn log(bytes: usize) -> String {
    let line = |number: usize| {
        format!(
            "2026-11-21 10:00:00,{number:03} INFO [worker-{number}] app: handled /v1/items/{number} in {number} ms\n"
        )
    };
    let mut log = String::new();
    for number in 0.. {
        if log.len() >= bytes {
            break;
        }
        log.push_str(&line(number));
    }
    log
}

fn python_error(message: &str, code: &str) -> String {
    format!(
        "Traceback (most recent call last):\n  File \"app.py\", line 3, in <module>\nopenai.RateLimitError: Error code: \
         429 - {{'error': {{'message': '{message}', 'type': '{code}', 'param': None, 'code': '{code}'}}}}\n"
    )
}

#[test]
fn words_need_no_quotes() {
    let output = run(&["explain", "You", "exceeded", "your", "current", "quota"], None);
    assert!(stdout(&output).starts_with("quota_exceeded"));
    // Options may follow the words.
    let output = run(&["explain", "Rate", "limit", "reached", "for", "requests", "--lang", "zh"], None);
    assert!(stdout(&output).starts_with("rate_limit_reached  触发速率限制"));
}

#[test]
fn names_and_statuses_are_explained() {
    insta::assert_snapshot!("a_status", stdout(&run(&["explain", "429"], None)));
    insta::assert_snapshot!("an_exception", stdout(&run(&["explain", "APIConnectionError"], None)));
    for (name, code) in [
        ("rate-limit-reached", "rate_limit_reached"),
        ("rate_limit_reached", "rate_limit_reached"),
        ("RateLimitReached", "rate_limit_reached"),
        ("insufficient_quota", "quota_exceeded"),
        ("invalid_api_key", "incorrect_api_key"),
        ("'invalid_api_key',", "incorrect_api_key"),
        ("openai.RateLimitError:", "rate_limit_reached"),
        ("503", "service_unavailable"),
    ] {
        assert!(stdout(&run(&["explain", name], None)).starts_with(&format!("{code}  ")), "{name}");
        assert!(stdout(&run(&["explain"], Some(format!("{name}\n").as_bytes()))).starts_with(&format!("{code}  ")));
        assert_eq!(json(&run(&["explain", "--format", "json", name], None))["code"], code);
    }
}

#[test]
fn what_nobody_knows_gets_the_nearest_codes_in_the_readers_language() {
    let output = run(&["explain", "--lang", "zh", "余额明明还有，为什么一直不能用？"], None);
    assert_eq!((output.status.code(), output.stdout.len()), (Some(1), 0));
    insta::assert_snapshot!(stderr(&output));
    for (question, code) in
        [("why do I get 429", "rate_limit_reached"), ("You exceded your curent quota, please chek", "quota_exceeded")]
    {
        let output = run(&["explain", question], None);
        assert_eq!(output.status.code(), Some(1), "{question}");
        assert!(stderr(&output).contains(&format!("\n  {code}  ")), "{}", stderr(&output));
    }
    // In a log, the last line is the one that people see, so its words are searched for.
    let output = run(&["explain"], Some(b"starting\nmy quotta is exceded\n\n"));
    assert!(stderr(&output).starts_with("openai-errors: \"my quotta is exceded\"\n"), "{}", stderr(&output));
}

#[test]
fn an_error_is_found_anywhere_in_a_long_log() {
    let error = python_error(QUOTA, "insufficient_quota");
    for (before, after) in [(0, 400_000), (350_000, 0), (170_000, 40_000), (40_000, 20_000)] {
        let text = log(before) + &error + &log(after);
        assert_eq!(found(text.as_bytes()), "quota_exceeded", "{before} {after}");
    }
    // If there are several, the last one is explained.
    let text = log(100_000) + &error + &log(100_000) + "openai.InternalServerError: Error code: 503 - Slow down\n";
    assert_eq!(found((text + &log(150_000)).as_bytes()), "slow_down");
    // In a log without an error, nothing is found.
    assert_eq!(run(&["explain"], Some(log(200_000).as_bytes())).status.code(), Some(1));
}

#[test]
fn the_last_part_of_a_log_takes_precedence() {
    let text =
        python_error(QUOTA, "insufficient_quota") + &log(200_000) + "Error code: 400 - Unknown parameter: 'foo'.\n";
    assert_eq!(found(text.as_bytes()), "unknown_parameter");
}

/// Otherwise the program that writes into the pipe would be blocked.
#[test]
fn the_input_is_read_to_its_end() {
    let mut child = start(&["explain"]);
    let mut input = child.stdin.take().unwrap();
    input.write_all(format!("{QUOTA}\n").as_bytes()).unwrap();
    let block = log(50_000);
    for _ in 0..8 {
        input.write_all(block.as_bytes()).unwrap();
    }
    drop(input);
    assert!(stdout(&child.wait_with_output().unwrap()).starts_with("quota_exceeded"));
}

#[test]
fn a_closed_pipe_is_not_an_error() {
    let mut child = start(&["explain", QUOTA]);
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!((output.status.code(), stderr(&output)), (Some(0), String::new()));
}

#[test]
fn files_from_windows_are_read() {
    let text = format!("python : openai.RateLimitError: Error code: 429 - {QUOTA}\r\n报错\r\n");
    let marked = |text: &str| format!("\u{feff}{text}");
    let little: Vec<u8> = marked(&text).encode_utf16().flat_map(u16::to_le_bytes).collect();
    let big: Vec<u8> = marked(&text).encode_utf16().flat_map(u16::to_be_bytes).collect();
    for bytes in [&marked(&text).into_bytes(), &little, &big, &little[2..].to_vec(), &big[2..].to_vec()] {
        assert_eq!(found(bytes), "quota_exceeded", "{:?}", &bytes[..8]);
    }
    // Nothing in the input says which encoding this is. It is GBK.
    assert_eq!(found(&[b"\xb1\xa8\xb4\xed: ", QUOTA.as_bytes()].concat()), "quota_exceeded");
}

#[test]
fn colored_logs_are_read() {
    let line = format!("\u{1b}[31mERROR\u{1b}[0m: \u{1b}[1m{QUOTA}\u{1b}[0m\n");
    let found = json(&run(&["explain", "--format", "json"], Some(line.as_bytes())));
    assert_eq!((&found["code"], &found["match"]), (&"quota_exceeded".into(), &"message".into()));
    let text = log(100_000) + &line + &log(100_000);
    assert_eq!(json(&run(&["explain", "--format", "json"], Some(text.as_bytes())))["match"], "message");
}

#[test]
fn empty_input_is_not_found() {
    for input in ["", " \n", "\u{1b}[0m"] {
        let output = run(&["explain"], Some(input.as_bytes()));
        assert_eq!(output.status.code(), Some(1));
        assert_eq!(stderr(&output), "openai-errors: the message is empty\n");
    }
    // But a status alone is enough.
    assert!(stdout(&run(&["explain", "--status", "502"], None)).starts_with("bad_gateway"));
}

#[test]
fn headers_of_a_pasted_response_are_read() {
    let body = r#"{"error":{"message":"Rate limit reached for gpt-4o on requests per min (RPM): Limit 3, Used 3, Requested 1. Please try again in 1s.","type":"requests","code":"rate_limit_exceeded"}}"#;
    let reply =
        |headers: &str| format!("HTTP/2 429 \r\ndate: Fri, 20 Nov 2026 10:00:00 GMT\r\n{headers}\r\n\r\n{body}\r\n");
    let explained = |headers: &str| json(&run(&["explain", "--format", "json"], Some(reply(headers).as_bytes())));
    // The wait in a header is exact to the millisecond, and takes precedence over the one in the message.
    assert_eq!(explained("retry-after-ms: 898")["retry_after_ms"], 898);
    assert_eq!(explained("Retry-After: Fri, 20 Nov 2026 10:00:07 GMT")["retry_after_ms"], 7000);
    let stopped = explained("x-should-retry: false\r\nX-Request-ID: req_abc");
    assert_eq!((&stopped["verdict"], &stopped["reason"]), (&"stop".into(), &"server_header".into()));
    assert_eq!((&stopped["request_id"], &stopped["retry_after_ms"]), (&"req_abc".into(), &1000.into()));
    assert_eq!(stopped["values"]["limit"], "3");

    let text = stdout(&run(
        &["explain"],
        Some(b"HTTP/1.1 429 Too Many Requests\r\nRetry-After: 20\r\nx-request-id: req_1\r\n\r\n"),
    ));
    // The status alone doesn't show whether to retry, but the wait is shown.
    assert!(text.contains("\n  wait        20 s\n  request_id  req_1\n"), "{text}");
    // The output of `curl -v`.
    let text = stdout(&run(&["explain"], Some(b"> POST / HTTP/2\n> \n< HTTP/2 429 \n< retry-after: 20\n< \n")));
    assert!(text.contains("\n  wait  20 s\n"), "{text}");
    // `--status` takes precedence over the status in the text.
    assert_eq!(
        json(&run(&["explain", "--status", "503", "--format", "json"], Some(b"HTTP/2 429 \n\nSlow down")))["status"],
        503
    );
}

/// A server's message could contain the path of any file, so the program only says how to read it.
#[test]
fn a_file_is_not_opened_but_a_hint_is_printed() {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("an error.txt");
    std::fs::write(&path, QUOTA).unwrap();
    let output = run(&["explain", path.to_str().unwrap()], None);
    assert_eq!((output.status.code(), output.stdout.len()), (Some(1), 0));
    assert!(stderr(&output).contains("openai-errors explain < "), "{}", stderr(&output));
}

#[test]
fn negative_numbers_and_invalid_utf_8_are_accepted_as_words() {
    assert!(stdout(&run(&["explain", "-1", "Slow", "down"], None)).starts_with("slow_down"));
    #[cfg(unix)]
    {
        use std::os::unix::ffi::OsStrExt;
        let words = std::ffi::OsStr::from_bytes(b"\xb1\xa8: Slow down");
        assert!(stdout(&command(&["explain"]).arg(words).output().unwrap()).starts_with("slow_down"));
    }
}

#[test]
fn a_dash_is_standard_input() {
    assert!(stdout(&run(&["explain", "-"], Some(QUOTA.as_bytes()))).starts_with("quota_exceeded"));
}
