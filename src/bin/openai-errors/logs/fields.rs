//! The fields of a line that `classify` and `report` read.

use std::borrow::Cow;
use std::fmt;

use serde::Deserialize;
use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, Visitor};
use serde_json::value::RawValue;

use super::field_values::is_tree;

/// The fields that may contain an error as a client printed it, the most reliable first.
pub const TEXTS: [&str; 8] = ["text", "error", "err", "exception", "exc_info", "stack_trace", "stack", "log"];

/// The fields for the time, the most reliable first.
pub const TIMES: [&str; 9] =
    ["timestamp", "@timestamp", "time", "ts", "datetime", "date", "created_at", "created", "asctime"];

/// The known fields of a line, as unparsed JSON. If a field occurs twice, the last one counts.
#[derive(Default)]
pub struct Fields<'a> {
    pub id: Option<&'a RawValue>,
    pub status: Option<&'a RawValue>,
    pub message: Option<&'a RawValue>,
    pub api_type: Option<&'a RawValue>,
    pub code: Option<&'a RawValue>,
    pub param: Option<&'a RawValue>,
    pub headers: Option<&'a RawValue>,
    pub body: Option<&'a RawValue>,
    pub texts: [Option<&'a RawValue>; TEXTS.len()],
    pub times: [Option<&'a RawValue>; TIMES.len()],
    /// The whole line, if it isn't an object.
    pub whole: Option<&'a RawValue>,
}

/// The name of a field.
#[derive(Deserialize)]
struct Name<'a>(#[serde(borrow)] Cow<'a, str>);

impl<'de> DeserializeSeed<'de> for &mut Fields<'de> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for &mut Fields<'de> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<(), A::Error> {
        while let Some(Name(name)) = entries.next_key()? {
            let Some(field) = self.named(&name) else {
                entries.next_value::<IgnoredAny>()?;
                continue;
            };
            let value: &RawValue = entries.next_value()?;
            if value.get() != "null" {
                *field = Some(value);
            }
        }
        Ok(())
    }
}

impl<'a> Fields<'a> {
    fn named(&mut self, name: &str) -> Option<&mut Option<&'a RawValue>> {
        let place = |names: &[&str]| names.iter().position(|known| *known == name);
        Some(match name {
            "id" => &mut self.id,
            "status" => &mut self.status,
            "message" => &mut self.message,
            "type" => &mut self.api_type,
            "code" => &mut self.code,
            "param" => &mut self.param,
            "headers" => &mut self.headers,
            "body" => &mut self.body,
            _ => match (place(&TEXTS), place(&TIMES)) {
                (Some(index), _) => &mut self.texts[index],
                (_, Some(index)) => &mut self.times[index],
                _ => return None,
            },
        })
    }

    /// Reads an object. If the object is cut off, this returns an error, but keeps the fields before the cut.
    pub fn read(&mut self, json: &mut serde_json::Deserializer<serde_json::de::StrRead<'a>>) -> serde_json::Result<()> {
        self.deserialize(json)
    }

    pub fn text(&self, name: &str) -> Option<&'a RawValue> {
        TEXTS.iter().position(|known| *known == name).and_then(|index| self.texts[index])
    }

    /// The error in `err` or `exception`, if a logger wrote it as an object. An object in `error` takes precedence, because
    /// that is the API's own field.
    pub fn logged(&self) -> Option<&'a RawValue> {
        if self.text("error").is_some_and(is_tree) {
            return None;
        }
        ["err", "exception"].into_iter().find_map(|name| self.text(name).filter(|value| is_tree(value)))
    }
}
