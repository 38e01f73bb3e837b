//! Reads standard input of any length: the output of a program that may have run for days, with an error somewhere in it.

use std::io::{self, Read};

use encoding_rs::{Encoding, UTF_16BE, UTF_16LE};
use encoding_rs_io::DecodeReaderBytesBuilder;

/// How much of the end is kept, and searched as a single text.
const TAIL: usize = 64 * 1024;

/// How much is read before everything older than the tail is searched and dropped.
const CHUNK: usize = 256 * 1024;

/// The minimum size of a window. A lookup tries only a limited number of positions and keys, so it can miss an error in a
/// longer text. A JSON log has about twenty keys in this many bytes.
const WINDOW: usize = 2 * 1024;

/// How much two adjacent windows overlap, so that an error isn't separated from the status in the line before it.
const OVERLAP: usize = 512;

/// Lines up to this length are kept whole. A lookup doesn't read more than this of a message.
const LINE: usize = 8 * 1024;

/// How many bytes are checked to find out whether a text without a byte order mark is UTF-16.
const SAMPLE: usize = 256;

/// Reads the input to its end, so that the writing program isn't blocked, and returns the part to explain.
///
/// If `is_known` recognizes an error in the last [`TAIL`] bytes, or nowhere, this is the tail. Otherwise it is the last
/// window before the tail in which `is_known` recognizes an error. A short input is returned whole. Memory doesn't grow
/// with the input.
pub fn read(input: impl Read, is_known: impl Fn(&str) -> bool) -> io::Result<String> {
    let mut input = decoded(input)?;
    let mut buffer = Vec::with_capacity(TAIL + CHUNK);
    let mut found = None;
    loop {
        let wanted = (TAIL + CHUNK - buffer.len()) as u64;
        let read = input.by_ref().take(wanted).read_to_end(&mut buffer)?;
        if (read as u64) < wanted {
            break;
        }
        found = drop_old(&mut buffer, &is_known).or(found);
    }
    if buffer.len() > TAIL {
        found = drop_old(&mut buffer, &is_known).or(found);
    }
    let tail = String::from_utf8_lossy(&buffer).into_owned();
    if is_known(&tail) {
        return Ok(tail);
    }
    Ok(last_known(&buffer, &is_known).or(found).unwrap_or(tail))
}

/// Converts UTF-16, which PowerShell writes to files, to UTF-8, and removes a byte order mark. Other bytes stay as they
/// are, so the result may contain invalid UTF-8.
fn decoded(mut input: impl Read) -> io::Result<impl Read> {
    let mut sample = Vec::with_capacity(SAMPLE);
    input.by_ref().take(SAMPLE as u64).read_to_end(&mut sample)?;
    let encoding = utf_16(&sample);
    let input = io::Cursor::new(sample).chain(input);
    Ok(DecodeReaderBytesBuilder::new()
        .encoding(encoding)
        .utf8_passthru(true)
        .strip_bom(true)
        .bom_override(true)
        .build(input))
}

/// Detects UTF-16 without a byte order mark, and its byte order: in text that is mostly ASCII, every other byte is 0.
fn utf_16(sample: &[u8]) -> Option<&'static Encoding> {
    let pairs = sample.chunks_exact(2);
    let count = pairs.len();
    let (mut low, mut high) = (0, 0);
    for pair in pairs {
        low += usize::from(pair[0] != 0 && pair[1] == 0);
        high += usize::from(pair[0] == 0 && pair[1] != 0);
    }
    let most = |part: usize| count >= 2 && part * 3 >= count * 2;
    if most(low) {
        Some(UTF_16LE)
    } else if most(high) {
        Some(UTF_16BE)
    } else {
        None
    }
}

/// Drops everything before the tail, which begins at the start of a line. Returns the last dropped window in which an
/// error is recognized.
fn drop_old(buffer: &mut Vec<u8>, is_known: &impl Fn(&str) -> bool) -> Option<String> {
    let most = buffer.len() - TAIL;
    let line = buffer[most.saturating_sub(LINE)..most].iter().rposition(|&byte| byte == b'\n');
    let dropped = line.map_or(most, |line| most.saturating_sub(LINE) + line + 1);
    let found = last_known(&buffer[..buffer.len().min(dropped + OVERLAP)], is_known);
    buffer.drain(..dropped);
    found
}

/// The last window in which an error is recognized.
fn last_known(bytes: &[u8], is_known: &impl Fn(&str) -> bool) -> Option<String> {
    let mut end = bytes.len();
    loop {
        let start = window_start(bytes, end);
        let window = String::from_utf8_lossy(&bytes[start..end]);
        if is_known(&window) {
            return Some(window.into_owned());
        }
        if start == 0 {
            return None;
        }
        // The next window ends inside this one, at a line end if there is one.
        let line = bytes[start..start + OVERLAP].iter().rposition(|&byte| byte == b'\n');
        end = start + line.map_or(OVERLAP, |line| line + 1);
    }
}

/// The start of the window that ends at `end`: the start of a line, unless that line is longer than [`LINE`]. A window
/// that doesn't begin at the start of the text has at least [`WINDOW`] bytes.
fn window_start(bytes: &[u8], end: usize) -> usize {
    let nearest = end.saturating_sub(WINDOW);
    let furthest = end.saturating_sub(LINE);
    let line = bytes[furthest..nearest].iter().rposition(|&byte| byte == b'\n').map(|line| furthest + line + 1);
    line.unwrap_or(furthest)
}

#[cfg(test)]
mod tests {
    use super::*;

    const ERROR: &str = "openai.RateLimitError: quota\n";

    fn is_known(text: &str) -> bool {
        text.contains(ERROR.trim_end())
    }

    fn noise(bytes: usize) -> String {
        (0..)
            .map(|line| format!("{line} all is well\n"))
            .scan(0, |len, line| {
                *len += line.len();
                (*len <= bytes).then_some(line)
            })
            .collect()
    }

    #[test]
    fn an_error_is_found_wherever_it_is() {
        for before in [0, 1, 500, 60_000, 300_000, 327_000, 700_123] {
            for after in [0, 1, 3000, 40_000, 64_000, 200_000, 400_000] {
                let text = noise(before) + ERROR + &noise(after);
                let kept = read(text.as_bytes(), is_known).unwrap();
                assert!(is_known(&kept) && kept.len() <= TAIL + LINE, "{before} {after}");
            }
        }
    }

    #[test]
    fn the_last_of_two_errors_is_kept() {
        let text = format!("{}1{ERROR}{}2{ERROR}{}", noise(100_000), noise(500_000), noise(150_000));
        let kept = read(text.as_bytes(), is_known).unwrap();
        assert!(kept.contains(&format!("2{ERROR}")) && kept.len() <= LINE);
    }

    #[test]
    fn a_long_text_without_line_ends_is_searched() {
        for before in [9000, 70_000, 327_600, 400_000] {
            let text = format!("{}{}{}", "x".repeat(before), ERROR.trim_end(), "é".repeat(100_000));
            assert!(is_known(&read(text.as_bytes(), is_known).unwrap()), "{before}");
        }
    }

    #[test]
    fn the_end_is_kept_if_no_error_is_known() {
        let text = noise(1_000_000) + "the end";
        let kept = read(text.as_bytes(), |_| false).unwrap();
        assert!(kept.ends_with("the end") && (TAIL..=TAIL + LINE).contains(&kept.len()), "{}", kept.len());
        assert_eq!(read(&b""[..], |_| false).unwrap(), "");
    }

    #[test]
    fn byte_order_marks_and_utf_16_are_decoded() {
        let text = "报错: You exceeded your current quota\r\n";
        let utf_16 = |bytes: fn(u16) -> [u8; 2], mark: bool| -> Vec<u8> {
            let mark = mark.then_some(0xfeff);
            mark.into_iter().chain(text.encode_utf16()).flat_map(bytes).collect()
        };
        for bytes in [
            text.as_bytes().to_vec(),
            [b"\xEF\xBB\xBF", text.as_bytes()].concat(),
            utf_16(u16::to_le_bytes, true),
            utf_16(u16::to_be_bytes, true),
            utf_16(u16::to_le_bytes, false),
            utf_16(u16::to_be_bytes, false),
        ] {
            assert_eq!(read(bytes.as_slice(), |_| true).unwrap(), text, "{bytes:?}");
        }
        // Bytes that are not text are replaced.
        assert_eq!(read(&b"a\xff\0b"[..], |_| true).unwrap(), "a\u{fffd}\0b");
    }
}
