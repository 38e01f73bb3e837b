//! The units of time, read from the TOML, for the parts of the library that the build script runs. In the library, they
//! are a generated table.

use std::path::PathBuf;
use std::sync::LazyLock;

use crate::matcher::unit::Unit;

const FILE: &str = "catalog/waits.toml";

/// Empty if the file has faults: the compiler reports them.
static WAITS: LazyLock<toml::Table> = LazyLock::new(|| {
    // Cargo sets the variable for everything that it runs. The directory in which the build script was compiled may not
    // exist any more, because a checkout can be moved together with its target directory.
    let compiled_in = || env!("CARGO_MANIFEST_DIR").into();
    let package = std::env::var_os("CARGO_MANIFEST_DIR").map_or_else(compiled_in, PathBuf::from);
    // xtask also runs the compiler, from a subdirectory of the crate.
    let text = package.ancestors().find_map(|directory| std::fs::read_to_string(directory.join(FILE)).ok());
    text.and_then(|text| text.parse().ok()).unwrap_or_default()
});

pub static UNITS: LazyLock<Vec<Unit>> = LazyLock::new(|| {
    let units = WAITS.get("units").and_then(toml::Value::as_array).into_iter().flatten();
    let unit = |unit: &'static toml::Value| {
        let nanos = unit.get("nanoseconds")?.as_integer()?.unsigned_abs();
        Some(Unit { nanos, names: strings(unit.get("names")).leak() })
    };
    units.filter_map(unit).collect()
});

pub static OTHER_UNITS: LazyLock<Vec<&'static str>> = LazyLock::new(|| strings(WAITS.get("other_units")));

fn strings(list: Option<&'static toml::Value>) -> Vec<&'static str> {
    list.and_then(toml::Value::as_array).into_iter().flatten().filter_map(toml::Value::as_str).collect()
}
