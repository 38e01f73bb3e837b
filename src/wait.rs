//! Waits as servers write them, to the millisecond.
//!
//! A wait that is zero, negative, not a number, or absurd is as if it were not
//! there: no caller should wait for it, and none should take it for "at once".

use core::time::Duration;

/// Longer waits than this are taken for nonsense: 31 days.
const MAX_WAIT_MS: u64 = 31 * 24 * 60 * 60 * 1000;

/// A wait of so many milliseconds, if it is one.
pub(crate) fn from_millis(millis: u64) -> Option<Duration> {
    (1..=MAX_WAIT_MS).contains(&millis).then(|| Duration::from_millis(millis))
}

/// A decimal number of milliseconds: `retry-after-ms`.
pub(crate) fn millis(text: &str) -> Option<Duration> {
    let thousandths = decimal(text.trim())?;
    from_millis(thousandths / 1000)
}

/// A decimal number of seconds: `retry-after`.
pub(crate) fn seconds(text: &str) -> Option<Duration> {
    from_millis(decimal(text.trim())?)
}

/// `1s`, `6m0s`, `28ms`, `120µs`, `1h2m3.5s`, `14h29m11.04s`, `9 seconds`, `3 days 4 hours`;
/// a number without a unit is seconds.
pub(crate) fn duration(text: &str) -> Option<Duration> {
    let mut rest = text.trim();
    let mut total: u64 = 0;
    while !rest.is_empty() {
        let end = rest.find(|char: char| !(char.is_ascii_digit() || char == '.')).unwrap_or(rest.len());
        let (number, after) = rest.split_at(end);
        let value = decimal(number)?;
        let after = after.trim_start();
        let is_unit = |char: char| char.is_ascii_alphabetic() || matches!(char, 'µ' | 'μ');
        let end = after.find(|char| !is_unit(char)).unwrap_or(after.len());
        let (unit, after) = after.split_at(end);
        // `value` is in thousandths of the unit.
        total = total.checked_add(value.checked_mul(unit_nanos(unit)?)? / 1000)?;
        rest = after.trim_start_matches([' ', ',', '\t', '\n']);
        if unit.is_empty() && !rest.is_empty() {
            return None;
        }
    }
    from_millis(total / 1_000_000)
}

/// The nanoseconds of each unit and its names: those that the matcher takes
/// into a duration.
const UNITS: [(u64, &[&str]); 7] = [
    (1, &["ns"]),
    (1000, &["us", "µs", "μs", "microsecond", "microseconds"]),
    (1_000_000, &["ms", "milliseconds", "millisecond", "millis"]),
    (1_000_000_000, &["", "s", "sec", "secs", "second", "seconds"]),
    (60_000_000_000, &["m", "min", "mins", "minute", "minutes"]),
    (3_600_000_000_000, &["h", "hr", "hrs", "hour", "hours"]),
    (86_400_000_000_000, &["d", "day", "days"]),
];

fn unit_nanos(unit: &str) -> Option<u64> {
    let known = |names: &[&str]| names.iter().any(|name| unit.eq_ignore_ascii_case(name));
    UNITS.iter().find(|(_, names)| known(names)).map(|(nanos, _)| *nanos)
}

/// A decimal number in thousandths, further digits dropped. `None` for
/// anything else: signs, exponents, `NaN`, `inf`.
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

    /// Every form of the facts that the catalog starts from.
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
        ] {
            assert_eq!(duration(text), wait, "{text}");
        }
    }

    /// A unit that the matcher left outside of the value made `5 millisecond`
    /// five seconds.
    #[test]
    fn every_unit_belongs_to_a_value() {
        for name in UNITS.iter().flat_map(|(_, names)| *names).filter(|name| !name.is_empty()) {
            assert!(crate::matcher::value::is_unit(name.as_bytes()), "{name}");
        }
    }

    #[test]
    fn what_is_no_wait_is_none() {
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
