//! Names that users store, match on, and search for are never removed. Each list in `tests/stability/` contains all names
//! of one kind that any version has had, and all of them must still exist.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use openai_error_catalog::{Code, Exception, Locale, MatchKind, Metric, Reason, RetryPolicy, Scope, Value, Verdict};
use serde_json::Value as Json;

#[cfg(feature = "cli")]
#[path = "common/program.rs"]
#[allow(dead_code)] // Other tests use the rest.
mod program;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn list(kind: &str) -> PathBuf {
    root().join("tests/stability").join(kind).with_extension("txt")
}

/// Compares the names that were promised with those that exist. The error says how to fix the difference.
fn compare(kind: &str, promised: &BTreeSet<String>, now: &BTreeSet<String>) -> Result<(), String> {
    let gone: Vec<&str> = promised.difference(now).map(String::as_str).collect();
    if !gone.is_empty() {
        return Err(format!(
            "these names of tests/stability/{kind}.txt are gone: {}\n\
             That breaks programs that use them. Put them back: mark an error as retired (`retired = true`), keep an \
             exception's old name as an alias, keep a field. Only a new major version may remove names from the list.",
            gone.join(", ")
        ));
    }
    let new: Vec<&str> = now.difference(promised).map(String::as_str).collect();
    if !new.is_empty() {
        return Err(format!(
            "these names are not in tests/stability/{kind}.txt: {}\n\
             After the next release, they can't be changed. If they are good names, add them with\n\
             STABILITY_UPDATE=1 cargo test --all-features --test stability",
            new.join(", ")
        ));
    }
    Ok(())
}

fn check(kind: &str, now: impl IntoIterator<Item = String>) {
    let now: BTreeSet<String> = now.into_iter().collect();
    let text = fs::read_to_string(list(kind)).unwrap_or_default();
    let mut promised: BTreeSet<String> = text.lines().map(str::to_owned).collect();
    // An update only adds names, so it can't hide a loss.
    if std::env::var_os("STABILITY_UPDATE").is_some() {
        promised.extend(now.iter().cloned());
        let lines: String = promised.iter().map(|name| format!("{name}\n")).collect();
        fs::write(list(kind), lines).unwrap();
    }
    if let Err(problem) = compare(kind, &promised, &now) {
        panic!("{problem}");
    }
}

#[test]
fn slugs_stay() {
    check("codes", Code::ALL.iter().map(Code::to_string));
}

/// The list has each alias with its exception, so an alias can't move to a different exception.
#[test]
fn exceptions_and_their_aliases_stay() {
    let names = Exception::ALL.iter().map(Exception::to_string);
    let aliases = Exception::ALL
        .iter()
        .flat_map(|exception| exception.aliases().iter().map(move |alias| format!("{alias} = {exception}")));
    check("exceptions", names.chain(aliases));
}

#[test]
fn languages_stay() {
    check("languages", Locale::ALL.iter().map(|locale| locale.tag().to_owned()));
}

#[test]
fn names_of_values_stay() {
    check("values", Value::all().iter().map(|value| value.name().to_owned()));
}

#[test]
fn metrics_stay() {
    check("metrics", Metric::all().iter().map(|metric| metric.id().to_owned()));
}

#[test]
fn retry_policies_stay() {
    check("policies", RetryPolicy::all().iter().map(|retry| retry.name().to_owned()));
}

/// `Label` has no list of its variants, so this reads the names of the tables in `catalog/labels.toml`.
#[test]
fn labels_stay() {
    let text = fs::read_to_string(root().join("catalog/labels.toml")).unwrap();
    let labels: toml::Table = toml::from_str(&text).unwrap();
    check("labels", labels.keys().cloned());
}

/// The words for categories, scopes, verdicts, kinds of matches, and reasons.
#[test]
fn words_of_answers_stay() {
    let categories = Code::ALL.iter().map(|code| format!("category: {}", code.entry().category()));
    let scopes = Scope::ALL.iter().map(|scope| format!("scope: {scope}"));
    let verdicts = Verdict::ALL.iter().map(|verdict| format!("verdict: {verdict}"));
    let kinds = MatchKind::ALL.iter().map(|kind| format!("match: {kind}"));
    let reasons = Reason::ALL.iter().map(|reason| format!("reason: {reason}"));
    check("words", categories.chain(scopes).chain(verdicts).chain(kinds).chain(reasons));
}

/// Every field as a path, such as `errors.*.messages[].pattern`. The schema also has the fields that are empty in the
/// current catalog.
#[test]
fn fields_of_the_exported_catalog_stay() {
    let text = fs::read_to_string(root().join("docs/catalog.schema.json")).unwrap();
    let schema: Json = serde_json::from_str(&text).unwrap();
    let mut paths = BTreeSet::new();
    schema_paths(&schema, &schema, "", &mut paths);
    assert!(paths.contains("errors.*.messages[].pattern"), "the schema has a different form now: {paths:?}");
    check("catalog-json", paths);
}

fn schema_paths(schema: &Json, node: &Json, at: &str, paths: &mut BTreeSet<String>) {
    if let Some(name) = node["$ref"].as_str() {
        let definition = name.strip_prefix('#').and_then(|pointer| schema.pointer(pointer));
        schema_paths(schema, definition.expect("a definition of the schema itself"), at, paths);
    }
    for (name, field) in node["properties"].as_object().into_iter().flatten() {
        let path = if at.is_empty() { name.clone() } else { format!("{at}.{name}") };
        schema_paths(schema, field, &path, paths);
        paths.insert(path);
    }
    // This is `false` if no other field is allowed.
    if node["additionalProperties"].is_object() {
        schema_paths(schema, &node["additionalProperties"], &format!("{at}.*"), paths);
    }
    if node["items"].is_object() {
        schema_paths(schema, &node["items"], &format!("{at}[]"), paths);
    }
}

#[cfg(feature = "cli")]
mod outputs {
    use super::*;

    fn stdout(arguments: &[&str], input: &str) -> String {
        let output = program::run(arguments, input);
        // Exit status 1 means that a line couldn't be read. The test sends such a line.
        assert!(output.status.success() || output.status.code() == Some(1), "{arguments:?}");
        String::from_utf8(output.stdout).unwrap()
    }

    fn paths(value: &Json, at: &str, found: &mut BTreeSet<String>) {
        match value {
            Json::Object(fields) => {
                for (name, value) in fields {
                    // The fields of `values` are the names of captured values. There is a separate list of these.
                    let name = if at.ends_with(" values") { "*" } else { name };
                    let path = if at.ends_with(' ') { format!("{at}{name}") } else { format!("{at}.{name}") };
                    paths(value, &path, found);
                    found.insert(path);
                }
            }
            Json::Array(items) => {
                for item in items {
                    paths(item, &format!("{at}[]"), found);
                }
            }
            _ => {}
        }
    }

    /// Each JSON output of the program, with an answer that fills every list.
    #[test]
    fn fields_of_outputs_stay() {
        let message = "Rate limit reached for gpt-4o on tokens per min (TPM): Limit 30000, Used 28500, Requested 2000.";
        let mut found = BTreeSet::new();
        for arguments in [
            &["explain", "--format", "json", "--status", "429", message][..],
            &["show", "--format", "json", "rate_limit_reached"],
            &["show", "--format", "json", "RateLimitError"],
            &["show", "--format", "json", "error_rate"],
            &["list", "--format", "json"],
            &["list", "--format", "json", "exceptions"],
            &["list", "--format", "json", "metrics"],
            &["support", "--format", "json"],
            &["search", "--format", "json", "quota"],
            &["languages", "--format", "json"],
        ] {
            let output: Json = serde_json::from_str(&stdout(arguments, "")).unwrap();
            let rows = output.as_array().cloned().unwrap_or_else(|| vec![output]);
            for row in &rows {
                paths(row, &format!("{}: ", arguments[0]), &mut found);
            }
        }
        let found_line = serde_json::json!({"id": 1, "status": 429, "message": message, "param": [], "time": 0});
        let lines = format!("{found_line}\nno json\n");
        for line in stdout(&["classify"], &lines).lines() {
            paths(&serde_json::from_str(line).unwrap(), "classify: ", &mut found);
        }
        let report: Json = serde_json::from_str(&stdout(&["report", "--format", "json"], &lines)).unwrap();
        paths(&report, "report: ", &mut found);
        check("program-json", found);
    }
}

/// The check reports a loss and an addition differently, and says how to fix each.
#[test]
fn losses_and_additions_are_distinguished() {
    let set = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<BTreeSet<_>>();
    assert_eq!(compare("codes", &set(&["a", "b"]), &set(&["a", "b"])), Ok(()));
    let loss = compare("codes", &set(&["a", "b"]), &set(&["a", "c"])).unwrap_err();
    assert!(loss.starts_with("these names of tests/stability/codes.txt are gone: b\n"), "{loss}");
    let addition = compare("codes", &set(&["a"]), &set(&["a", "c"])).unwrap_err();
    assert!(addition.contains("not in tests/stability/codes.txt: c\n"), "{addition}");
    assert!(addition.ends_with("STABILITY_UPDATE=1 cargo test --all-features --test stability"), "{addition}");
}

/// A list that no test reads would not protect its names.
#[test]
fn every_list_is_read() {
    let source = include_str!("stability.rs");
    for entry in fs::read_dir(root().join("tests/stability")).unwrap() {
        let path = entry.unwrap().path();
        let kind = path.file_stem().and_then(|stem| stem.to_str()).unwrap_or_default().to_owned();
        assert!(source.contains(&format!("check(\"{kind}\"")), "no test reads {}", path.display());
    }
}
