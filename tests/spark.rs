//! `examples/spark` gives the same answers as the program alone. If Java or pyspark is missing, the tests are skipped with
//! a notice.
#![cfg(feature = "cli")]

use std::env;
use std::fs::{self, File};
use std::io::{BufWriter, Write};
use std::path::Path;
use std::process::{Command, Stdio};

use openai_error_catalog::{Catalog, ErrorResponse, Match, Verdict};
use serde_json::{Value, json};
use tempfile::TempDir;

#[path = "common/corpus.rs"]
#[allow(dead_code)] // Other tests use the rest.
mod corpus;

const LINES: usize = 1_000_000;

const PROGRAM: &str = env!("CARGO_BIN_EXE_openai-errors");

/// The Python that has Spark, if there is one.
fn python() -> Option<String> {
    let python = env::var("SPARK_PYTHON").unwrap_or_else(|_| "python3".to_owned());
    let works = |command: &mut Command| {
        command.stdout(Stdio::null()).stderr(Stdio::null()).status().is_ok_and(|status| status.success())
    };
    let has_spark = works(Command::new(&python).args(["-c", "import pandas, pyarrow, pyspark"]));
    if works(Command::new("java").arg("-version")) && has_spark {
        return Some(python);
    }
    println!("skipped: Java or pyspark is missing; examples/spark/README.md says how to install them");
    None
}

/// A directory in `target/`: the default temporary directory may be too small for these files.
fn directory() -> TempDir {
    tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap()
}

/// Messages of the corpus in all forms, and inputs that could cause trouble: invalid UTF-8, a lone `\r`, and lines that
/// are empty or not JSON.
fn write_lines(path: &Path) {
    let corpus = corpus::read(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/corpus/messages.jsonl")).unwrap();
    let mut file = BufWriter::new(File::create(path).unwrap());
    for id in 0..LINES {
        let said = &corpus[id * 7 % corpus.len()];
        let line = match id % 10 {
            0..=3 => json!({"id": id, "status": said.status, "message": said.message, "code": said.code}),
            4..=6 => json!({"id": id, "status": said.status, "body": {"error": {"message": said.message}}}),
            7 => json!({"id": id, "text": format!("Error code: {} - {}", json!(said.status), json!(said.message))}),
            8 => json!({"id": id, "ts": id, "msg": "ok\u{2028}\r"}),
            _ => Value::Null,
        };
        let trouble: &[u8] =
            [&b"{\"id\":\"\xff\xfe\",\"status\":502}"[..], b"", b"plain \r words", b"{\"id\":7,\r\"status\":4"]
                [id / 10 % 4];
        match line {
            Value::Null => file.write_all(trouble).unwrap(),
            line => serde_json::to_writer(&mut file, &line).unwrap(),
        }
        file.write_all(b"\n").unwrap();
    }
    file.flush().unwrap();
}

/// Sorted answers, because Spark returns them in any order. The line number of an error is removed, because it is relative
/// to the partition.
fn sorted(answers: &[u8]) -> Vec<String> {
    let comparable = |line: &str| match line.rsplit_once(",\"line\":") {
        Some((answer, _)) if line.contains(",\"error\":") => answer.to_owned(),
        _ => line.to_owned(),
    };
    let mut answers: Vec<String> = std::str::from_utf8(answers).unwrap().lines().map(comparable).collect();
    answers.sort_unstable();
    answers
}

fn job(python: &str, arguments: &[&str]) -> std::process::Output {
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/spark/classify.py");
    let mut command = Command::new(python);
    command.arg(script).args(arguments);
    // This needs no `spark-submit`: the session starts Java itself.
    command
        .env("PYSPARK_PYTHON", python)
        .env("PYSPARK_SUBMIT_ARGS", "--master local[2] --driver-memory 2g pyspark-shell");
    command.output().unwrap()
}

#[test]
fn each_answer_is_the_same_as_from_the_program_alone() {
    let Some(python) = python() else { return };
    let directory = directory();
    let (input, output) = (directory.path().join("lines.jsonl"), directory.path().join("answers.parquet"));
    write_lines(&input);
    let (input, output) = (input.to_str().unwrap(), output.to_str().unwrap());
    let alone = Command::new(PROGRAM).args(["classify", "-"]).stdin(File::open(input).unwrap()).output().unwrap();
    assert_eq!(alone.status.code(), Some(1), "{}", String::from_utf8_lossy(&alone.stderr));

    let ran = job(&python, &["--program", PROGRAM, input, output]);
    assert!(ran.status.success(), "{}", String::from_utf8_lossy(&ran.stderr));
    assert!(String::from_utf8_lossy(&ran.stdout).contains("quota_exceeded"));
    let read = "import sys, pyarrow.parquet as p\n\
                for a in p.read_table(sys.argv[1], columns=['answer'])['answer']: print(a.as_py())";
    let by_spark = Command::new(&python).args(["-c", read, output]).env("PYTHONUTF8", "1").output().unwrap();
    assert!(by_spark.status.success(), "{}", String::from_utf8_lossy(&by_spark.stderr));

    let (alone, by_spark) = (sorted(&alone.stdout), sorted(&by_spark.stdout));
    assert_eq!((alone.len(), by_spark.len()), (LINES, LINES));
    let different = alone.iter().zip(&by_spark).find(|(alone, by_spark)| alone != by_spark);
    assert_eq!(different, None);
}

/// If the program can't run, the job fails. Otherwise rows would be lost silently.
#[test]
fn the_job_fails_if_the_program_fails() {
    let Some(python) = python() else { return };
    let directory = directory();
    let input = directory.path().join("lines.jsonl");
    fs::write(&input, "{\"status\":502}\n").unwrap();
    for (index, program) in ["/no/such/program", "false"].into_iter().enumerate() {
        let output = directory.path().join(format!("answers{index}.parquet"));
        let ran = job(&python, &["--program", program, input.to_str().unwrap(), output.to_str().unwrap()]);
        let said = String::from_utf8_lossy(&ran.stderr);
        assert!(!ran.status.success() && said.contains(program), "{program}: {said}");
    }
}

/// A limit needs only some rows. It is not an error that the writing thread can't write the others.
#[test]
fn a_limit_ends_the_job_without_an_error() {
    let Some(python) = python() else { return };
    let script = r"
import sys
sys.path.insert(0, sys.argv[1])
from classify import classifier
from pyspark.sql import SparkSession, functions as f
spark = SparkSession.builder.getOrCreate()
lines = spark.range(0, 3_000_000, 1, 2).select(f.to_json(f.struct('id', f.lit(502).alias('status'))).cast('binary'))
print(len(lines.mapInArrow(classifier(sys.argv[2]), 'answer string').limit(5).collect()), 'rows')
";
    let mut command = Command::new(&python);
    command.args(["-c", script, concat!(env!("CARGO_MANIFEST_DIR"), "/examples/spark"), PROGRAM]);
    command.env("PYSPARK_PYTHON", &python).env("PYSPARK_SUBMIT_ARGS", "--master local[2] pyspark-shell");
    let ran = command.output().unwrap();
    assert!(ran.status.success(), "{}", String::from_utf8_lossy(&ran.stderr));
    assert!(String::from_utf8_lossy(&ran.stdout).contains("5 rows"));
}
