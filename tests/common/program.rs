//! Runs the program `openai-errors` without the environment of the test.

use std::io::Write;
use std::process::{Child, Command, Output, Stdio};
use std::thread;

/// A command that runs the program without input.
pub fn command(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_openai-errors"));
    command.args(arguments).env_clear().env("COLUMNS", "98").stdin(Stdio::null());
    command
}

/// Starts the program; the test writes its input and reads its output.
pub fn start(arguments: &[&str]) -> Child {
    let mut command = command(arguments);
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap()
}

/// Runs the program with this input.
pub fn run(arguments: &[&str], input: impl AsRef<[u8]>) -> Output {
    let mut child = start(arguments);
    let mut stdin = child.stdin.take().unwrap();
    let input = input.as_ref().to_vec();
    // Write on a separate thread: the program answers while it reads, and would block if nobody read its answers. An error
    // is ignored, because the program may end without reading.
    let writer = thread::spawn(move || drop(stdin.write_all(&input)));
    let output = child.wait_with_output().unwrap();
    writer.join().unwrap();
    output
}
