//! Parses waits as servers write them, to the millisecond.
//!
//! A wait that is zero, negative, not a number, or too long is ignored: it must not be read as "retry immediately".

use core::time::Duration;

use crate::matcher::duration::{amount_end, unit_after};
use crate::matcher::literal::skip_space;
use crate::matcher::placeholder::{Kind, value_end};
use crate::matcher::typography::{self, Rewritten};

/// 31 days, the longest month: a limit that resets each month can ask for such a wait. Longer ones are ignored as
/// mistakes.
const MAX_WAIT_MS: u64 = 31 * 24 * 60 * 60 * 1000;

/// A wait of some milliseconds; `None` if it is zero or longer than 31 days.
pub(crate) fn from_millis(millis: u64) -> Option<Duration> {
    (1..=MAX_WAIT_MS).contains(&millis).then(|| Duration::from_millis(millis))
}

/// Parses a decimal number of milliseconds, as in the header `retry-after-ms`.
pub(crate) fn millis(text: &str) -> Option<Duration> {
    let thousandths = decimal(text.trim())?;
    from_millis(thousandths / 1000)
}

/// Parses a decimal number of seconds, as in the header `retry-after`.
pub(crate) fn seconds(text: &str) -> Option<Duration> {
    from_millis(decimal(text.trim())?)
}

/// Parses a time, which is written in seconds or in milliseconds since 1970, and returns it in milliseconds.
pub(crate) fn since_1970(text: &str) -> Option<u64> {
    /// Numbers from here on are milliseconds (April 1970 or later), smaller ones are seconds (the year 2286 or
    /// earlier).
    const FIRST_MILLIS: u64 = 10_000_000_000;
    let thousandths = decimal(text.trim())?;
    Some(if thousandths / 1000 >= FIRST_MILLIS { thousandths / 1000 } else { thousandths })
}

/// Parses a duration such as `1s`, `6m0s`, `28ms`, `120µs`, `1h2m3.5s`, `14h29m11.04s`, `9 seconds`, `3 days 4 hours`,
/// or `5 分钟`. A number without a unit is in seconds. `None` if anything else is in the text.
pub(crate) fn duration(text: &str) -> Option<Duration> {
    let bytes = text.trim().as_bytes();
    match typography::first(bytes) {
        None => ascii_duration(bytes),
        Some(first) => ascii_duration(Rewritten::new(bytes, first).as_bytes()),
    }
}

fn ascii_duration(bytes: &[u8]) -> Option<Duration> {
    let whole = value_end(bytes, 0, Kind::Duration)? as usize;
    if whole < bytes.len() {
        return None;
    }
    let mut at = 0;
    let mut total: u64 = 0;
    while at < whole {
        let number = amount_end(bytes, at);
        let value = decimal(core::str::from_utf8(bytes.get(at..number)?).ok()?)?;
        let (end, nanos) = match unit_after(bytes, number) {
            Some(unit) => unit,
            None => (number, NANOS_OF_A_SECOND),
        };
        // `value` is in thousandths of the unit.
        total = total.checked_add(value.checked_mul(nanos)? / 1000)?;
        at = skip_space(bytes, end as u32) as usize;
    }
    from_millis(total / 1_000_000)
}

const NANOS_OF_A_SECOND: u64 = 1_000_000_000;

/// Parses a decimal number, and returns it in thousandths. Further digits are dropped. `None` for anything else, such
/// as signs, exponents, `NaN`, and `inf`.
fn decimal(text: &str) -> Option<u64> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    if whole.is_empty() && fraction.is_empty() {
        return None;
    }
    let mut value: u64 = 0;
    for byte in whole.bytes() {
        value = value.checked_mul(10)?.checked_add(digit(byte)?)?;
    }
    for byte in fraction.bytes() {
        digit(byte)?;
    }
    for place in 0..3 {
        let byte = fraction.as_bytes().get(place).copied().unwrap_or(b'0');
        value = value.checked_mul(10)?.checked_add(digit(byte)?)?;
    }
    Some(value)
}

fn digit(byte: u8) -> Option<u64> {
    byte.is_ascii_digit().then(|| u64::from(byte - b'0'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ms(millis: u64) -> Option<Duration> {
        Some(Duration::from_millis(millis))
    }

    /// All forms of waits in the sources of the catalog.
    #[test]
    fn durations_are_read_to_the_millisecond() {
        for (text, wait) in [
            ("1s", ms(1000)),
            ("1.898s", ms(1898)),
            ("28ms", ms(28)),
            ("6m0s", ms(360_000)),
            ("7m12s", ms(432_000)),
            ("1h2m3.5s", ms(3_723_500)),
            ("14h29m11.04s", ms(52_151_040)),
            ("9 seconds", ms(9000)),
            ("1 second", ms(1000)),
            ("35 seconds", ms(35_000)),
            ("86400 seconds", ms(86_400_000)),
            ("3 days 4 hours 2 minutes", ms(273_720_000)),
            ("18.403470473s", ms(18_403)),
            ("11m0.528s", ms(660_528)),
            ("46", ms(46_000)),
            ("0.5", ms(500)),
            ("1500µs", ms(1)),
            ("1s900μs200us", ms(1001)),
            ("2 hrs", ms(7_200_000)),
            // Non-breaking spaces.
            ("20\u{a0}s", ms(20_000)),
            ("3\u{202f}min\u{a0}2\u{3000}s", ms(182_000)),
        ] {
            assert_eq!(duration(text), wait, "{text}");
        }
    }

    /// A regression: the matcher once ended a value in front of its unit, so `5 millisecond` was read as five seconds.
    #[test]
    fn the_whole_unit_is_read() {
        for unit in crate::units::UNITS.iter() {
            for name in unit.names {
                for text in [format!("7{name}"), format!("7 {}", name.to_uppercase())] {
                    assert_eq!(duration(&text), from_millis(7 * unit.nanos / 1_000_000), "{text}");
                }
            }
        }
    }

    #[test]
    fn texts_that_are_not_waits_are_none() {
        for text in [
            "",
            "0",
            "0s",
            "0.0s",
            "-1s",
            "NaN",
            "inf",
            "1e3",
            "s",
            "1x",
            "1 2",
            "9999999 days",
            "999µs",
            "5ns",
            "5 weeks",
            "1.2.3s",
            ".",
            "٣s",
        ] {
            assert_eq!(duration(text), None, "{text}");
        }
        for text in ["", "0", "-5", "NaN", "inf", "Infinity", "1e9", "+3", "99999999999999999999", "3000000"] {
            assert_eq!(seconds(text), None, "{text}");
        }
        assert_eq!(seconds(" 2.5 "), ms(2500));
        assert_eq!(millis("1500"), ms(1500));
        assert_eq!(millis("1500.9"), ms(1500));
        assert_eq!(millis("0.4"), None);
    }
}
