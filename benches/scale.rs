//! How a lookup and its tables grow with the catalog: `cargo bench --bench scale`.
//!
//! It measures the catalog at one, ten, and fifty times its size. Each copy has the patterns of the real catalog, with
//! their letters exchanged at random, from a seed. So its patterns are as long as the real ones, and as similar to each
//! other.

// The compiler is not part of the library, so it is compiled here too, as in build.rs.
#[allow(dead_code, unused_imports)]
#[path = "../src/compiler/mod.rs"]
mod compiler;
#[allow(dead_code, unused_imports)]
#[path = "../src/matcher/mod.rs"]
mod matcher;
// The matcher uses these units. In the library, they are a generated table.
#[path = "../src/compiler/units.rs"]
mod units;
#[allow(dead_code)]
#[path = "../src/wait.rs"]
mod wait;
#[path = "../src/words/mod.rs"]
#[allow(dead_code)]
mod words;

use std::fs;
use std::hint::black_box;
use std::io::Error;
use std::process::Command;
use std::time::{Duration, Instant};

use compiler::patterns::samples::samples;
use compiler::patterns::set::PatternSet;
use compiler::patterns::syntax::{self, Placeholders};
use compiler::patterns::tables::Tables;
use matcher::look_up::{Limits, look_up};
use matcher::placeholder::Kind;
use openai_error_catalog::{Code, Value};

const SEED: u64 = 0x0BAD_5EED;

/// Which letter replaces each letter in a copy. Copy 0 keeps its letters.
fn cipher(copy: usize) -> [u8; 26] {
    let mut letters: [u8; 26] = std::array::from_fn(|index| b'a' + index as u8);
    let mut state = SEED ^ (copy as u64).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    if copy > 0 {
        for index in (1..26).rev() {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            letters.swap(index, (state >> 33) as usize % (index + 1));
        }
    }
    letters
}

/// The pattern with its letters replaced. The names of placeholders stay the same.
fn copied(pattern: &str, letters: &[u8; 26]) -> String {
    let mut out = String::with_capacity(pattern.len());
    let mut rest = pattern;
    while let Some(char) = rest.chars().next() {
        let name = rest.strip_prefix('{').and_then(|inner| inner.split_once('}')).map(|(name, _)| name);
        match name {
            Some(name) if !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_') => {
                out.push_str(&rest[..name.len() + 2]);
                rest = &rest[name.len() + 2..];
            }
            _ => {
                let lower = char.to_ascii_lowercase();
                out.push(if lower.is_ascii_lowercase() {
                    letters[usize::from(lower as u8 - b'a')].into()
                } else {
                    char
                });
                rest = &rest[char.len_utf8()..];
            }
        }
    }
    out
}

fn kind_of(name: &str) -> Option<Kind> {
    let kind = Value::named(name)?.kind();
    Kind::ALL.into_iter().find(|known| known.name() == kind)
}

struct Grown {
    tables: Tables,
    patterns: usize,
    /// How long it took to generate the tables. A build script takes longer, because it isn't optimized.
    generation: Duration,
    /// Messages of all copies.
    hits: Vec<String>,
    /// Messages of the first copy: the same ones at every size.
    same: Vec<String>,
}

fn grow(times: usize) -> Grown {
    let names: Vec<&str> = Value::all().iter().map(|value| value.name()).collect();
    let real: Vec<&str> = Code::ALL.iter().flat_map(|code| code.entry().messages()).map(|m| m.pattern()).collect();
    let placeholders = Placeholders { kind_of: &kind_of, suggest: &|_| String::new() };
    let start = Instant::now();
    let mut set = PatternSet::new(&names);
    let (mut hits, mut same) = (Vec::new(), Vec::new());
    let mut patterns = 0;
    for copy in 0..times {
        let letters = cipher(copy);
        for (index, pattern) in real.iter().enumerate() {
            // The new letters may form units, or text that a value would match. Such patterns are left out.
            let Ok(pattern) = syntax::parse(&copied(pattern, &letters), false, &placeholders) else { continue };
            if set.message(&pattern, patterns as u32).is_ok() {
                patterns += 1;
                // About as many messages at every size, and from every copy.
                if index % (2 * times) == copy % (2 * times) {
                    hits.extend(samples(&pattern).into_iter().next());
                }
                if copy == 0 && index % 2 == 0 {
                    same.extend(samples(&pattern).into_iter().next());
                }
            }
        }
    }
    let tables = set.tables().unwrap_or_else(|too_large| panic!("{too_large:?}"));
    Grown { tables, patterns, generation: start.elapsed(), hits, same }
}

/// Nanoseconds for one lookup, in the best of many rounds.
fn time(tables: &Tables, messages: &[String]) -> f64 {
    let tables = tables.as_slices();
    let limits = Limits { places: 1, placeholders_first: false, ..Limits::MESSAGE };
    let mut best = f64::MAX;
    for _ in 0..60 {
        let start = Instant::now();
        for message in messages {
            black_box(look_up(&tables, black_box(message), limits, None, &|_, _| true));
        }
        best = best.min(start.elapsed().as_nanos() as f64 / messages.len() as f64);
    }
    best
}

/// How long rustc takes for a library that includes the tables in the same way as this crate.
fn compile(tables: &Tables) -> Result<Duration, Error> {
    let directory = tempfile::tempdir()?;
    let directory = directory.path();
    let library = directory.join("lib.rs");
    fs::write(directory.join("patterns.bin"), &tables.code)?;
    fs::write(&library, "pub static CODE: &[u8] = include_bytes!(\"patterns.bin\");\n")?;
    let rustc = std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    let start = Instant::now();
    let arguments = ["--crate-type=lib", "--edition=2024", "-Copt-level=3", "--out-dir"];
    let status = Command::new(rustc).args(arguments).arg(directory).arg(&library).status();
    let taken = start.elapsed();
    if status?.success() { Ok(taken) } else { Err(Error::other("rustc failed")) }
}

fn main() -> Result<(), Error> {
    // `cargo test --benches` runs this too. One size is enough there.
    let sizes: &[usize] = if std::env::args().any(|argument| argument == "--bench") { &[1, 10, 50] } else { &[1] };
    println!("times  patterns  table bytes   generated  compiled    same messages    of all copies           misses");
    let mut first = None;
    for &times in sizes {
        let grown = grow(times);
        let misses: Vec<String> = grown.same.iter().map(|hit| hit.chars().rev().collect()).collect();
        let found = [&grown.same, &grown.hits, &misses].map(|messages| time(&grown.tables, messages));
        let at_first = *first.get_or_insert(found);
        print!(
            "{times:5} {:9} {:12} {:10.2}s {:8.2}s",
            grown.patterns,
            grown.tables.code.len(),
            grown.generation.as_secs_f64(),
            compile(&grown.tables)?.as_secs_f64(),
        );
        for (now, then) in found.iter().zip(at_first) {
            print!("  {now:5.0} ns x{:5.2}", now / then);
        }
        println!();
    }
    Ok(())
}
