//! Reads one line of a log: JSON, or text as a client printed it.

use openai_error_catalog::Catalog;
use serde::Deserialize;
use serde_json::value::RawValue;

use super::batch::{Line, MAX_LINE};
use super::fields::Fields;
use super::line_lookup::{Answer, look_up};
use super::surrogates::without_lone_surrogates;

/// A line that could not be read.
pub struct Unreadable<'a> {
    pub id: Option<&'a RawValue>,
    pub problem: String,
}

/// Reads a line, looks up its error, and passes the result to `then`.
pub fn read<R>(line: &Line<'_>, is_text: bool, then: impl FnOnce(Result<Answer<'_>, Unreadable<'_>>) -> R) -> R {
    let bytes = line.bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(line.bytes).trim_ascii();
    let text = String::from_utf8_lossy(bytes);
    if is_text && !line.is_too_long {
        return then(Ok(Answer { id: None, found: Catalog::explain(&text), ignored: &[], time: None }));
    }
    let text = without_lone_surrogates(&text);
    let mut fields = Fields::default();
    let mut json = serde_json::Deserializer::from_str(&text);
    let read = match text.as_bytes().first() {
        _ if line.is_too_long => {
            let _ = fields.read(&mut json);
            Err(format!("the line is longer than {MAX_LINE} bytes"))
        }
        None => Err("the line is empty".to_owned()),
        Some(b'{') => fields.read(&mut json).and_then(|()| json.end()).map_err(|error| {
            let (column, error) = (error.column(), error.to_string());
            let reason = error.split(" at line ").next().unwrap_or_default();
            format!("the line is not a JSON object: {reason} at byte {column}")
        }),
        Some(b'[' | b'"') => {
            fields.whole = <&RawValue>::deserialize(&mut json).ok();
            match json.end() {
                Ok(()) if fields.whole.is_some() => Ok(()),
                _ => Err("the line is not JSON".to_owned()),
            }
        }
        Some(_) => Err("the line is not a JSON object; --text reads lines of plain text".to_owned()),
    };
    match read {
        Ok(()) => look_up(&fields, &text, |answer| then(Ok(answer))),
        Err(problem) => then(Err(Unreadable { id: fields.id.filter(|id| ends_inside(id, &text)), problem })),
    }
}

/// Whether text follows the value. If not, the value may be cut off: a number has no closing mark.
fn ends_inside(value: &RawValue, text: &str) -> bool {
    value.get().as_bytes().as_ptr_range().end < text.as_bytes().as_ptr_range().end
}
