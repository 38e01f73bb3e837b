//! The queries in `docs/clickhouse.md` have the results that it shows. If chdb is missing, the test is skipped with a
//! notice.
#![cfg(all(unix, feature = "cli"))]

use std::env;
use std::fs;
use std::os::unix::fs::symlink;
use std::process::Command;

/// Runs the queries from standard input, which are separated by NUL.
const SCRIPT: &str = r"
import sys, chdb
at = sys.argv[1]
connection = chdb.connect(f':memory:?user_scripts_path={at}&user_defined_executable_functions_config={at}/*_function.xml')
for query in sys.stdin.read().split('\0'):
    print(str(connection.query(query, 'TSVRaw')).strip('\n'), end='\0')
";

fn blocks<'a>(page: &'a str, language: &str) -> Vec<&'a str> {
    let start = format!("```{language}\n");
    page.split(&start).skip(1).map(|rest| rest.split("\n```").next().unwrap_or_default()).collect()
}

#[test]
fn the_queries_have_the_results_on_the_page() {
    let python = env::var("CHDB_PYTHON").unwrap_or_else(|_| "python3".to_owned());
    let has_chdb = Command::new(&python).args(["-c", "import chdb"]).output().is_ok_and(|run| run.status.success());
    if !has_chdb {
        println!("skipped: chdb is missing; install it with pip, and set CHDB_PYTHON if its Python isn't python3");
        return;
    }
    let page = include_str!("../docs/clickhouse.md");
    let directory = tempfile::tempdir().unwrap();
    let directory = directory.path();
    symlink(env!("CARGO_BIN_EXE_openai-errors"), directory.join("openai-errors")).unwrap();
    let functions = blocks(page, "xml");
    assert_eq!(functions.len(), 1);
    fs::write(directory.join("openai_errors_function.xml"), functions[0]).unwrap();

    let (queries, answers) = (blocks(page, "sql"), blocks(page, "text"));
    assert!(queries.len() == answers.len() && queries.len() >= 3);
    let input = directory.join("queries");
    fs::write(&input, queries.join("\0")).unwrap();
    let mut command = Command::new(&python);
    command.args(["-c", SCRIPT]).arg(directory).stdin(fs::File::open(input).unwrap());
    let ran = command.output().unwrap();
    assert!(ran.status.success(), "{}", String::from_utf8_lossy(&ran.stderr));
    let printed = String::from_utf8(ran.stdout).unwrap();
    let printed: Vec<&str> = printed.split_terminator('\0').collect();
    assert_eq!(printed, answers);
}
