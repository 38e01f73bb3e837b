//! Waits in the fields of a body or a pasted text, such as `retry_after`; `catalog/waits.toml` lists them. Waits in
//! headers are in `response.rs`.

use core::time::Duration;

use crate::matcher::placeholder::{Kind, value_end};
use crate::wait;

include!(concat!(env!("OUT_DIR"), "/wait_fields.rs"));

/// How a field writes a wait.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum FieldKind {
    /// A number with a unit; without a unit, it is in seconds.
    Duration,
    Milliseconds,
    /// A time in seconds since 1970.
    Date,
}

/// A field that may contain a wait: its index in the table, where the most reliable field comes first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Field(u8);

impl Field {
    /// Longer names are not compared.
    const MAX_NAME: usize = 32;

    /// The field with this name. Case, `-`, and `_` don't matter.
    pub(crate) fn named(name: &str) -> Option<Self> {
        let letters = |text: &'static str| text.bytes().filter(u8::is_ascii_alphanumeric);
        if name.len() > Field::MAX_NAME {
            return None;
        }
        let index = WAIT_FIELDS.iter().position(|(known, _)| {
            let name = name.bytes().filter(|byte| !matches!(byte, b'-' | b'_'));
            name.map(|byte| byte.to_ascii_lowercase()).eq(letters(known))
        })?;
        u8::try_from(index).ok().map(Field)
    }

    /// Reads the wait at the start of a value; `None` if there is none.
    pub(crate) fn read(self, value: &str) -> Option<FieldWait> {
        let value = value.trim_start();
        let end = value_end(value.as_bytes(), 0, Kind::Duration)?;
        let value = value.get(..end as usize)?;
        let wait = match WAIT_FIELDS.get(usize::from(self.0))?.1 {
            FieldKind::Duration => Wait::In(wait::duration(value)?),
            FieldKind::Milliseconds => Wait::In(wait::millis(value)?),
            FieldKind::Date => Wait::At { ms: wait::since_1970(value)? },
        };
        Some(FieldWait { field: self, wait })
    }
}

/// The wait in a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct FieldWait {
    field: Field,
    wait: Wait,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Wait {
    In(Duration),
    /// Milliseconds since 1970.
    At {
        ms: u64,
    },
}

impl FieldWait {
    /// The wait from the more reliable field; if both are from the same field, the old one.
    pub(crate) fn surest(old: Option<Self>, new: Option<Self>) -> Option<Self> {
        match (old, new) {
            (Some(old), Some(new)) => Some(if new.field < old.field { new } else { old }),
            _ => old.or(new),
        }
    }

    /// How long to wait, if it is now `now_ms` milliseconds after 1970. `None` if the field has a date that has passed,
    /// or the current time is not known.
    pub(crate) fn duration(self, now_ms: Option<u64>) -> Option<Duration> {
        match self.wait {
            Wait::In(wait) => Some(wait),
            Wait::At { ms } => wait::from_millis(ms.checked_sub(now_ms?)?),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn case_and_separators_of_names_do_not_matter() {
        for name in ["retry_after_ms", "Retry-After-Ms", "retryAfterMs"] {
            assert_eq!(Field::named(name), Field::named("retry_after_ms"), "{name}");
        }
        assert!(Field::named("retryDelay") > Field::named("retry_after"));
        for name in ["", "retry", "retry after", "retry_after_", "after", "xretry_after"] {
            let known = Field::named(name);
            assert!(known.is_none() || name == "retry_after_", "{name}");
        }
    }

    #[test]
    fn values_that_are_not_waits_are_none() {
        let read = |name: &str, value: &str| Field::named(name).unwrap().read(value)?.duration(Some(0));
        for value in ["", "null", "-1", "0", "1e3", "2026-11-21T10:00:00Z", "[5]", "NaN"] {
            assert_eq!(read("retry_after", value), None, "{value}");
        }
        assert_eq!(read("retry_after_ms", "5s"), None);
        assert_eq!(read("retry_after", " 5 minutes, or so"), Some(Duration::from_secs(300)));
        assert_eq!(read("retryDelay", "13s"), Some(Duration::from_secs(13)));
        // A number that would be thousands of years in seconds is in milliseconds.
        let at = |value: &str, now: u64| Field::named("resets_at").unwrap().read(value)?.duration(Some(now));
        assert_eq!(at("1700000100", 1_700_000_000_000), Some(Duration::from_secs(100)));
        assert_eq!(at("1700000100000", 1_700_000_000_000), Some(Duration::from_secs(100)));
        assert_eq!(at("20", 1_700_000_000_000), None);
    }
}
