//! Finds where a duration ends: numbers with units.

use super::character::is_word_at;
use super::literal::skip_space;
use super::steps;
use super::unit::Unit;
use crate::units::{OTHER_UNITS, UNITS};

const MAX_DURATION: usize = 64;

/// The end of the duration that begins at `at`, or `at` if there is none. Examples: `1.898s`, `6m0s`, `28ms`,
/// `9 seconds`, `3 days 4 hours`, `86400`, `5 分钟`. After the first unit, a number belongs to the duration only if it
/// has a unit too.
pub(super) fn duration_end(message: &[u8], at: usize) -> usize {
    let limit = at + MAX_DURATION;
    let bounded = message.get(..limit).unwrap_or(message);
    let end = duration_end_within(bounded, at);
    // A number that is cut off at the limit would be read as a smaller one.
    if end == limit && message.len() > limit { at } else { end }
}

fn duration_end_within(message: &[u8], at: usize) -> usize {
    let (mut end, mut from, mut units) = (at, at, 0);
    loop {
        let number = amount_end(message, from);
        if number == from {
            return end;
        }
        match unit_after(message, number) {
            Some((unit, _)) => {
                // A word directly followed by a digit is not a unit.
                if !message.get(unit).is_some_and(u8::is_ascii_digit) {
                    end = unit;
                }
                units += 1;
                from = skip_space(message, unit as u32) as usize;
            }
            None if units == 0 && may_be_seconds(message, number) => return number,
            None => return end,
        }
    }
}

/// The end of the number that begins at `at`, or `at` if there is none. A number is digits with points between them.
pub(crate) fn amount_end(text: &[u8], at: usize) -> usize {
    let is_digit = |place: usize| text.get(place).is_some_and(u8::is_ascii_digit);
    let mut end = at;
    if is_digit(at) {
        while is_digit(end) || text.get(end) == Some(&b'.') {
            end += 1;
        }
    }
    steps::count(1 + end - at);
    while end > at && !is_digit(end - 1) {
        end -= 1;
    }
    end
}

/// The end of the unit that follows a number, and the unit's length in nanoseconds. `None` if no known unit follows.
pub(crate) fn unit_after(text: &[u8], number: usize) -> Option<(usize, u64)> {
    let spaced = skip_space(text, number as u32) as usize;
    unit_at(text, number).or_else(|| if spaced > number { unit_at(text, spaced) } else { None })
}

fn unit_at(text: &[u8], at: usize) -> Option<(usize, u64)> {
    let rest = text.get(at..)?;
    let units: &[Unit] = &UNITS;
    let named = |fits: &dyn Fn(&str) -> bool| {
        let mut best: Option<(usize, u64)> = None;
        for unit in units {
            for name in unit.names.iter().filter(|name| fits(name)) {
                if best.is_none_or(|(end, _)| end < at + name.len()) {
                    best = Some((at + name.len(), unit.nanos));
                }
            }
        }
        best
    };
    // A unit consists of letters. A micro sign may precede them: Go writes `120µs`.
    let micro = if is_micro(rest) { 2 } else { 0 };
    let letters = rest.iter().skip(micro).take_while(|byte| byte.is_ascii_alphabetic()).count();
    steps::count(1 + letters);
    match rest.first()? {
        _ if micro + letters > 0 => {
            let word = rest.get(..micro + letters)?;
            named(&|name| word.eq_ignore_ascii_case(name.as_bytes()))
        }
        // Chinese has no space after a unit.
        byte if !byte.is_ascii() => named(&|name| !name.is_ascii() && rest.starts_with(name.as_bytes())),
        _ => None,
    }
}

fn is_micro(text: &[u8]) -> bool {
    matches!(text, [0xC2, 0xB5, ..] | [0xCE, 0xBC, ..])
}

/// Whether a number that ends at `number` may be a wait in seconds. It isn't one if an unknown unit follows it, or text
/// that continues the number.
pub(crate) fn may_be_seconds(text: &[u8], number: usize) -> bool {
    let rest = text.get(number..).unwrap_or(&[]);
    match rest {
        // Part of a date, a time of day, or a number with separators.
        [b',' | b':' | b'/' | b'_' | b'-', digit, ..] if digit.is_ascii_digit() => return false,
        _ if is_micro(rest) || is_word_at(text, number) => return false,
        _ => {}
    }
    let after = text.get(skip_space(text, number as u32) as usize..).unwrap_or(&[]);
    let others: &[&str] = &OTHER_UNITS;
    let is_other = |name: &&str| after.get(..name.len()).is_some_and(|word| word.eq_ignore_ascii_case(name.as_bytes()));
    !after.first().is_some_and(u8::is_ascii_digit) && !others.iter().any(is_other)
}
