//! Numbers in messages.

use crate::matcher::window::{WINDOW, floor_boundary};

/// The first number that follows a word in the message, as in `Limit 30000` and `Limit: 0/1min`; `None` if there is
/// none.
pub(crate) fn number_after<'m>(message: &'m str, word: &str) -> Option<&'m str> {
    let message = message.get(..floor_boundary(message, WINDOW))?;
    let first = word.as_bytes().first()?;
    let mut rest = message;
    loop {
        let at = rest.bytes().position(|byte| byte.eq_ignore_ascii_case(first))?;
        rest = rest.get(at..)?;
        let before = message.get(..message.len() - rest.len()).unwrap_or("");
        let begins = !before.ends_with(|char: char| char.is_alphanumeric());
        let after = rest.get(..word.len()).filter(|start| begins && start.eq_ignore_ascii_case(word));
        if let Some(after) = after.and_then(|start| rest.get(start.len()..)) {
            let number = after.trim_start_matches([' ', ':', '=', '~']);
            let end = number.find(|char: char| !(char.is_ascii_digit() || matches!(char, '.' | ',' | '_')));
            let number = number.get(..end.unwrap_or(number.len())).unwrap_or("").trim_end_matches(['.', ',']);
            if number.len() < after.len() && number.starts_with(|char: char| char.is_ascii_digit()) {
                return Some(number);
            }
        }
        rest = rest.get(1..).or_else(|| rest.get(rest.chars().next()?.len_utf8()..))?;
    }
}

/// Parses a number such as `2,000,000` or `10000.000000`, and returns it in thousandths. `None` if it isn't a number,
/// or is negative.
pub(crate) fn thousandths(number: &str) -> Option<u64> {
    // A fast path: most numbers are only a few digits. Fifteen digits can't overflow.
    if (1..=15).contains(&number.len()) && number.bytes().all(|byte| byte.is_ascii_digit()) {
        return Some(1000 * number.bytes().fold(0, |value, byte| 10 * value + u64::from(byte - b'0')));
    }
    let mut value: u64 = 0;
    // The number of digits before the decimal point, and after it if there is one.
    let (mut digits, mut decimals) = (0_u32, None);
    for byte in number.bytes() {
        match (byte, &mut decimals) {
            // Digits after the thousandths are dropped.
            (b'0'..=b'9', Some(3)) => {}
            (b'0'..=b'9', place) => {
                value = value.saturating_mul(10).saturating_add(u64::from(byte - b'0'));
                *place.as_mut().unwrap_or(&mut digits) += 1;
            }
            (b'.', place @ None) => *place = Some(0_u32),
            (b',' | b'_', None) if digits > 0 => {}
            _ => return None,
        }
    }
    if digits == 0 {
        return None;
    }
    Some(value.saturating_mul(10_u64.pow(3 - decimals.unwrap_or(0))))
}

#[cfg(test)]
mod tests {
    use super::{number_after, thousandths};

    #[test]
    fn numbers_are_found_after_their_word() {
        for (message, number) in [
            ("Rate limit reached: Limit 30000, Used 1", Some("30000")),
            ("for limit gpt-image) on images: Limit 0, Requested 1.", Some("0")),
            ("Limit: 0/1min.", Some("0")),
            ("limit=2,000,000.", Some("2,000,000")),
            ("LIMIT 5", Some("5")),
            ("Unlimited 7, delimit 8", None),
            ("limits 3", None),
            ("Limit", None),
            ("é limit é Limit ~9", Some("9")),
            ("", None),
        ] {
            assert_eq!(number_after(message, "limit"), number, "{message:?}");
        }
    }

    #[test]
    fn numbers_are_read_as_messages_write_them() {
        assert_eq!(thousandths("30000"), Some(30_000_000));
        assert_eq!(thousandths("2,000,000"), Some(2_000_000_000));
        assert_eq!(thousandths("10020.000000"), Some(10_020_000));
        assert_eq!(thousandths("0"), Some(0));
        assert_eq!(thousandths("0.28"), Some(280));
        assert_eq!(thousandths("-15335"), None);
        assert_eq!(thousandths(""), None);
        assert_eq!(thousandths("99999999999999999999999"), Some(u64::MAX));
        assert_eq!(thousandths("1.23456"), Some(1_234));
        // A point could separate thousands or decimals: better no number than a wrong one.
        for number in ["1.234.567", "1.234,5", "1.2345,6", ".5", "1 000"] {
            assert_eq!(thousandths(number), None, "{number}");
        }
    }
}
