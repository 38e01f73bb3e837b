//! The matcher against a reference, and the work that it does.

mod equivalence;
mod reference;
mod texts;
mod work;

use std::sync::LazyLock;

use crate::compiler::pattern::{Pattern, Placeholders, parse};
use crate::tables::VALUES;
use crate::{Catalog, Code};

/// The patterns of the real catalog, as they stand in it.
struct Parsed {
    names: Vec<&'static str>,
    messages: Vec<Pattern>,
    wrappers: Vec<Pattern>,
}

static CATALOG: LazyLock<Parsed> = LazyLock::new(|| {
    let messages = Code::ALL.iter().flat_map(|code| code.entry().messages()).map(|message| message.pattern());
    Parsed {
        names: VALUES.iter().map(|value| value.name).collect(),
        messages: messages.map(|pattern| parsed(pattern, false)).collect(),
        wrappers: Catalog::wrappers().map(|wrapper| parsed(wrapper.pattern(), true)).collect(),
    }
});

fn parsed(pattern: &str, is_wrapper: bool) -> Pattern {
    let kind_of = |name: &str| VALUES.iter().find(|value| value.name == name).map(|value| value.kind);
    let placeholders = Placeholders { kind_of: &kind_of, suggest: &|_| String::new() };
    parse(pattern, is_wrapper, &placeholders).unwrap_or_else(|fault| panic!("{pattern}: {fault:?}"))
}

/// How many times as much to try as in a usual run: `MATCHER_EFFORT=100 cargo test --release`.
fn effort() -> usize {
    std::env::var("MATCHER_EFFORT").ok().and_then(|effort| effort.parse().ok()).unwrap_or(1)
}
