//! docs/dependencies.md gives a reason for each dependency. Whoever adds a dependency has to write one, so that the
//! reviewer sees it.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

fn read(path: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).unwrap()
}

#[test]
fn every_dependency_has_a_reason() {
    let mut used = BTreeSet::new();
    for manifest in ["Cargo.toml", "examples/Cargo.toml", "fuzz/Cargo.toml", "xtask/Cargo.toml"] {
        let manifest: toml::Table = toml::from_str(&read(manifest)).unwrap();
        for kind in ["dependencies", "build-dependencies", "dev-dependencies"] {
            used.extend(
                manifest.get(kind).and_then(toml::Value::as_table).into_iter().flat_map(|table| table.keys().cloned()),
            );
        }
    }
    let guide = read("docs/dependencies.md");
    let given: BTreeSet<String> =
        guide.lines().filter_map(|line| Some(line.strip_prefix("| `")?.split_once("` | ")?.0.to_owned())).collect();
    assert_eq!(given, used, "docs/dependencies.md (left) doesn't list the same dependencies as the manifests (right)");
}
