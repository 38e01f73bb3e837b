//! Feature `json`: parses JSON, and keeps only the fields of an error body.

use alloc::borrow::Cow;
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use core::cell::Cell;
use core::fmt;

use crate::lookup::field_wait::{Field, FieldWait};

use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};

/// The maximum number of values that are kept. The rest is skipped, so that a list of a million numbers uses no memory.
const MAX_VALUES: u32 = 512;

/// The maximum number of items of a list that are kept.
const MAX_ITEMS: usize = 8;

/// The keys that are kept, in lower case.
const KEYS: &[&str] = &[
    "base_resp",
    "body",
    "code",
    "data",
    "detail",
    "details",
    "error",
    "error_code",
    "error_description",
    "error_message",
    "error_msg",
    "error_type",
    "errorcode",
    "errormessage",
    "errormsg",
    "errors",
    "http_status_code",
    "httpcode",
    "innererror",
    "message",
    "metadata",
    "msg",
    "param",
    "raw",
    "reason",
    "response",
    "status",
    "status_code",
    "status_msg",
    "statuscode",
    "title",
    "type",
];

/// A JSON value that borrows its strings where it can.
#[derive(Debug)]
pub(crate) enum Json<'a> {
    /// `null`, `true`, `false`, and what was not kept.
    Other,
    /// A number, as written.
    Number(String),
    String(Cow<'a, str>),
    Array(Vec<Json<'a>>),
    Object(Object<'a>),
}

/// The known keys of an object. Each occurs once, with the last of its values that was kept.
#[derive(Debug, Default)]
pub(crate) struct Object<'a>(Vec<(&'static str, Json<'a>)>);

impl<'a> Object<'a> {
    /// Removes a value and returns it. `name` is its key in lower case.
    pub(crate) fn take(&mut self, name: &str) -> Option<Json<'a>> {
        let index = self.0.iter().position(|(key, _)| *key == name)?;
        Some(self.0.swap_remove(index).1)
    }
}

impl<'a> Json<'a> {
    /// Parses JSON; `None` if the bytes are not JSON as a whole.
    ///
    /// Sets `wait` to the value of the most reliable field for a wait, at any depth.
    pub(crate) fn parse(bytes: &'a [u8], wait: &mut Option<FieldWait>) -> Option<Self> {
        let mut deserializer = serde_json::Deserializer::from_slice(bytes);
        let (left, found) = (Cell::new(MAX_VALUES), Cell::new(None));
        let json = Known { left: &left, wait: &found }.deserialize(&mut deserializer).ok()?;
        deserializer.end().ok()?;
        *wait = found.get();
        Some(json)
    }

    /// The text of a string, or the digits of a number; `None` for an empty string and for other values.
    pub(crate) fn into_name(self) -> Option<Cow<'a, str>> {
        match self {
            Json::String(text) if !text.is_empty() => Some(text),
            Json::Number(digits) => Some(Cow::Owned(digits)),
            _ => None,
        }
    }
}

/// Reads a value, or skips it if no more may be kept.
#[derive(Clone, Copy)]
struct Known<'l> {
    left: &'l Cell<u32>,
    wait: &'l Cell<Option<FieldWait>>,
}

impl<'de> DeserializeSeed<'de> for Known<'_> {
    type Value = Json<'de>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Json<'de>, D::Error> {
        let Some(left) = self.left.get().checked_sub(1) else {
            return deserializer.deserialize_ignored_any(IgnoredAny).map(|_| Json::Other);
        };
        self.left.set(left);
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Known<'_> {
    type Value = Json<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }

    fn visit_unit<E>(self) -> Result<Json<'de>, E> {
        Ok(Json::Other)
    }

    fn visit_bool<E>(self, _: bool) -> Result<Json<'de>, E> {
        Ok(Json::Other)
    }

    fn visit_i64<E>(self, number: i64) -> Result<Json<'de>, E> {
        Ok(Json::Number(number.to_string()))
    }

    fn visit_u64<E>(self, number: u64) -> Result<Json<'de>, E> {
        Ok(Json::Number(number.to_string()))
    }

    fn visit_f64<E>(self, number: f64) -> Result<Json<'de>, E> {
        Ok(Json::Number(number.to_string()))
    }

    fn visit_str<E>(self, text: &str) -> Result<Json<'de>, E> {
        Ok(Json::String(Cow::Owned(text.to_string())))
    }

    fn visit_borrowed_str<E>(self, text: &'de str) -> Result<Json<'de>, E> {
        Ok(Json::String(Cow::Borrowed(text)))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Json<'de>, A::Error> {
        let mut list = Vec::new();
        while list.len() < MAX_ITEMS {
            match items.next_element_seed(self)? {
                Some(item) => list.push(item),
                None => return Ok(Json::Array(list)),
            }
        }
        while items.next_element::<IgnoredAny>()?.is_some() {}
        Ok(Json::Array(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Json<'de>, A::Error> {
        let mut object = Object::default();
        while let Some(key) = entries.next_key_seed(KnownKey)? {
            let key = match key {
                Key::Known(key) => key,
                Key::Wait(field) => {
                    let wait = entries.next_value_seed(self)?.into_name().and_then(|value| field.read(&value));
                    self.wait.set(FieldWait::surest(self.wait.get(), wait));
                    continue;
                }
                Key::Unknown => {
                    entries.next_value::<IgnoredAny>()?;
                    continue;
                }
            };
            let value = entries.next_value_seed(self)?;
            if matches!(value, Json::Other) {
                continue;
            }
            match object.0.iter_mut().find(|(known, _)| *known == key) {
                Some((_, old)) => *old = value,
                None => object.0.push((key, value)),
            }
        }
        Ok(Json::Object(object))
    }
}

/// Reads a key.
struct KnownKey;

enum Key {
    Known(&'static str),
    Wait(Field),
    Unknown,
}

impl<'de> DeserializeSeed<'de> for KnownKey {
    type Value = Key;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl Visitor<'_> for KnownKey {
    type Value = Key;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a key")
    }

    fn visit_str<E>(self, key: &str) -> Result<Self::Value, E> {
        let known = KEYS.iter().find(|known| key.eq_ignore_ascii_case(known));
        Ok(match (known, Field::named(key)) {
            (Some(known), _) => Key::Known(known),
            (None, Some(field)) => Key::Wait(field),
            (None, None) => Key::Unknown,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn values(json: &Json<'_>) -> usize {
        match json {
            Json::Array(items) => 1 + items.iter().map(values).sum::<usize>(),
            Json::Object(object) => 1 + object.0.iter().map(|(_, value)| values(value)).sum::<usize>(),
            _ => 1,
        }
    }

    #[test]
    fn the_number_of_kept_values_is_limited() {
        let numbers = format!("[{}1]", "1,".repeat(100_000));
        let lists = format!("[{}[]]", "[[],[],[]],".repeat(10_000));
        let keys = format!("{{{}\"error\":1}}", "\"message\":[1,2,3],\"code\":{\"code\":1},".repeat(10_000));
        let unknown = format!("{{{}\"error\":\"e\"}}", "\"x\":[[1,[2]],{\"y\":3}],".repeat(10_000));
        for text in [&numbers, &lists, &keys, &unknown] {
            let json = Json::parse(text.as_bytes(), &mut None).expect("JSON");
            assert!(values(&json) <= MAX_VALUES as usize, "{}", values(&json));
        }
    }

    #[test]
    fn the_last_value_of_a_key_counts_in_any_case() {
        let Some(Json::Object(mut object)) =
            Json::parse(br#"{"Message":"a","message":"b","MESSAGE":null,"x":1}"#, &mut None)
        else {
            panic!("an object");
        };
        assert!(matches!(object.take("message"), Some(Json::String(Cow::Borrowed("b")))));
        assert!(object.take("message").is_none() && object.take("x").is_none());
    }

    #[test]
    fn text_after_the_value_is_not_json() {
        assert!(Json::parse(b"{} x", &mut None).is_none());
        assert!(Json::parse(b"", &mut None).is_none());
        assert!(Json::parse(b"{\"error\":", &mut None).is_none());
    }
}
