//! The answers that the matcher must give. A reference that is easy to read tries each pattern on its own.

pub mod reference;

use std::sync::LazyLock;

use reference::Reference;

use crate::compiler::patterns::syntax::{Pattern, Placeholders, parse};
use crate::entry::message_row::MessageRow;
use crate::entry::value::VALUES;
use crate::lookup::find::MATCHER;
use crate::matcher::look_up::{Answer, Limits, Tables, look_up};
use crate::matcher::wrapper_ends;
use crate::{Catalog, Code};

/// The patterns of the real catalog, as written there.
pub struct Parsed {
    pub names: Vec<&'static str>,
    pub messages: Vec<Pattern>,
    pub wrappers: Vec<Pattern>,
}

pub static CATALOG: LazyLock<Parsed> = LazyLock::new(|| {
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

/// Compares the matcher with the reference. The error shows both answers.
pub fn compare(tables: &Tables<'_>, reference: &Reference<'_>, text: &str, status: Option<u16>) -> Result<(), String> {
    let found = look_up(tables, text, Limits::MESSAGE, status, reference.comes_with);
    let expected = reference.look_up(text, status, wrapper_ends::MAX_PLACES);
    let found = found.map(|Answer { found, start: _, status, has_status }| {
        let captures = found.captures.as_slice();
        let hit = reference::Hit {
            literal: found.literal,
            values: captures.len(),
            pattern: core::cmp::Reverse(found.pattern),
            end: found.end,
            captures: captures.iter().map(|c| (c.name, u32::from(c.start), u32::from(c.end))).collect(),
        };
        reference::Answer { hit, status, has_status }
    });
    if found == expected {
        Ok(())
    } else {
        Err(format!("{text:?} {status:?}\nfound    {found:?}\nexpected {expected:?}"))
    }
}

/// Compares the matcher with the reference, both with the patterns of the real catalog. The error shows both answers.
pub fn compare_with_catalog(text: &str, status: Option<u16>) -> Result<(), String> {
    let comes_with =
        |number: u32, status: u16| MessageRow::of(number).is_some_and(|row| row.statuses().contains(&status));
    let catalog = &*CATALOG;
    let reference = Reference {
        messages: &catalog.messages,
        wrappers: &catalog.wrappers,
        names: &catalog.names,
        comes_with: &comes_with,
    };
    compare(&MATCHER, &reference, text, status)
}
