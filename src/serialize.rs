//! Feature `serde`: names as strings, a match as a map.

use core::str::FromStr;

use serde::de::{Deserialize, Deserializer, Error, Visitor};
use serde::ser::{Serialize, SerializeMap, SerializeStruct, Serializer};

use crate::{Category, Code, Exception, Locale, Match, MatchKind, Retry, Scope, Verdict};

macro_rules! as_name {
    ($($type:ty: $name:ident;)*) => {$(
        impl Serialize for $type {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.$name())
            }
        }
    )*};
}

as_name! {
    Category: as_str;
    Code: as_str;
    Exception: as_str;
    Locale: tag;
    MatchKind: as_str;
    Scope: as_str;
    Verdict: as_str;
}

struct NameVisitor<T>(core::marker::PhantomData<T>, &'static str);

impl<T: FromStr> Visitor<'_> for NameVisitor<T> {
    type Value = T;

    fn expecting(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(f, "the name of {}", self.1)
    }

    fn visit_str<E: Error>(self, name: &str) -> Result<T, E> {
        name.parse().map_err(|_| E::invalid_value(serde::de::Unexpected::Str(name), &self))
    }
}

macro_rules! from_name {
    ($($type:ty: $what:literal;)*) => {$(
        impl<'de> Deserialize<'de> for $type {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                deserializer.deserialize_str(NameVisitor(core::marker::PhantomData, $what))
            }
        }
    )*};
}

from_name! {
    Code: "a code";
    Exception: "an exception";
    Locale: "a language";
}

impl Serialize for Retry {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_struct("Retry", 11)?;
        map.serialize_field("policy", self.name())?;
        map.serialize_field("retryable", &self.is_retryable())?;
        map.serialize_field("initial_delay_ms", &self.initial_delay_ms)?;
        map.serialize_field("factor", &self.factor())?;
        map.serialize_field("max_delay_ms", &self.max_delay_ms)?;
        map.serialize_field("attempts_min", &self.attempts_min)?;
        map.serialize_field("attempts", &self.attempts)?;
        map.serialize_field("jitter", self.jitter.as_str())?;
        map.serialize_field("server_wait", &self.server_wait)?;
        map.serialize_field("immediate_first", &self.immediate_first)?;
        map.serialize_field("hold_rate_ms", &(self.hold_rate_ms > 0).then_some(self.hold_rate_ms))?;
        map.end()
    }
}

struct Values<'m, 'a>(&'a Match<'m>);

impl Serialize for Values<'_, '_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        for (name, value) in self.0.values() {
            map.serialize_entry(name, value)?;
        }
        map.end()
    }
}

impl Serialize for Match<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_struct("Match", 6)?;
        map.serialize_field("code", &self.code())?;
        map.serialize_field("match", &self.kind())?;
        map.serialize_field("verdict", &self.verdict())?;
        map.serialize_field("scope", &self.scope())?;
        map.serialize_field("values", &Values(self))?;
        map.serialize_field("retry", self.retry())?;
        map.end()
    }
}

#[cfg(test)]
mod tests {
    use crate::{Catalog, Code, Exception, Locale};

    #[test]
    fn names_go_out_and_come_back() {
        for &code in Code::ALL {
            let json = serde_json::to_string(&code).unwrap();
            assert_eq!(json, format!("\"{code}\""));
            assert_eq!(serde_json::from_str::<Code>(&json).unwrap(), code);
        }
        for &exception in Exception::ALL {
            let json = serde_json::to_string(&exception).unwrap();
            assert_eq!(serde_json::from_str::<Exception>(&json).unwrap(), exception);
        }
        assert_eq!(serde_json::from_str::<Locale>("\"zh-CN\"").unwrap(), Locale::ZhHans);
        let error = serde_json::from_str::<Code>("\"no_such_code\"").unwrap_err().to_string();
        assert!(error.contains("expected the name of a code"), "{error}");
    }

    #[test]
    fn a_match_is_a_map_with_its_values() {
        let found = Catalog::by_message(
            "Rate limit reached for gpt-4o on tokens per min (TPM): Limit 30000, Used 1, Requested 2.",
        );
        let json = serde_json::to_value(found).unwrap();
        assert_eq!(json["code"], "rate_limit_reached");
        assert_eq!(json["values"]["limit"], "30000");
        assert_eq!(json["verdict"], "retry");
        assert_eq!(json["retry"]["initial_delay_ms"], 1000);
        assert_eq!(json["retry"]["hold_rate_ms"], serde_json::Value::Null);
    }
}
