//! Feature `serde`: serializes and deserializes diagnoses, matches, and policies. `name.rs` does the same for names.

use core::time::Duration;

use serde::de::{Deserialize, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde::ser::{Serialize, SerializeMap, SerializeStruct, Serializer};

use crate::entry::message_texts::MESSAGE_TEXTS;
use crate::{Code, Diagnosis, Match, MatchKind, Reason, RetryPolicy, Scope, Value, Verdict};

impl Serialize for RetryPolicy {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_struct("Retry", 12)?;
        map.serialize_field("policy", self.name())?;
        map.serialize_field("retryable", &self.is_retryable())?;
        map.serialize_field("initial_delay_ms", &self.initial_delay_ms)?;
        map.serialize_field("factor", &self.factor())?;
        map.serialize_field("max_delay_ms", &self.max_delay_ms)?;
        map.serialize_field("attempts_min", &self.attempts_min)?;
        map.serialize_field("attempts", &self.attempts)?;
        map.serialize_field("jitter", self.jitter.as_str())?;
        map.serialize_field("server_wait", &self.server_wait)?;
        map.serialize_field("server_wait_jitter", &self.server_wait_jitter())?;
        map.serialize_field("immediate_first", &self.immediate_first)?;
        map.serialize_field("hold_rate_ms", &(self.hold_rate_ms > 0).then_some(self.hold_rate_ms))?;
        map.end()
    }
}

/// Serializes values as a map, with keys and tokens masked.
struct Values<F>(F);

impl<'v, I: Iterator<Item = (&'static str, &'v str)>, F: Fn() -> I> Serialize for Values<F> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let count = (self.0)().count();
        let mut map = serializer.serialize_map(Some(count))?;
        for (name, value) in (self.0)() {
            map.serialize_entry(name, &Value::masked(name, value))?;
        }
        map.end()
    }
}

/// The fields of a match, in order. A diagnosis has all of them except the last.
const FIELDS: &[&str] =
    &["code", "match", "status", "verdict", "reason", "scope", "text", "margin", "retry_after_ms", "retry", "values"];
const DIAGNOSIS_FIELDS: usize = 10;

fn diagnosis_fields<S: SerializeStruct>(diagnosis: &Diagnosis, map: &mut S) -> Result<(), S::Error> {
    map.serialize_field("code", &diagnosis.code)?;
    map.serialize_field("match", &diagnosis.kind)?;
    map.serialize_field("status", &diagnosis.status)?;
    map.serialize_field("verdict", &diagnosis.verdict)?;
    map.serialize_field("reason", &diagnosis.reason)?;
    map.serialize_field("scope", &diagnosis.scope)?;
    map.serialize_field("text", &diagnosis.own_name())?;
    map.serialize_field("margin", &diagnosis.margin())?;
    let wait = diagnosis.retry_after.map(|wait| u64::try_from(wait.as_millis()).unwrap_or(u64::MAX));
    map.serialize_field("retry_after_ms", &wait)?;
    map.serialize_field("retry", diagnosis.retry())
}

impl Serialize for Diagnosis {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_struct("Diagnosis", DIAGNOSIS_FIELDS)?;
        diagnosis_fields(self, &mut map)?;
        map.end()
    }
}

impl Serialize for Match<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_struct("Match", DIAGNOSIS_FIELDS + 1)?;
        diagnosis_fields(&self.diagnosis(), &mut map)?;
        map.serialize_field("values", &Values(|| self.values()))?;
        map.end()
    }
}

#[cfg(feature = "alloc")]
impl Serialize for crate::OwnedMatch {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_struct("Match", DIAGNOSIS_FIELDS + 1)?;
        diagnosis_fields(self, &mut map)?;
        map.serialize_field("values", &Values(|| self.values()))?;
        map.end()
    }
}

/// The index of a field in [`FIELDS`]. Some formats write this number, others the name. `None` for a field that this
/// version doesn't know.
struct Key(Option<usize>);

impl<'de> Deserialize<'de> for Key {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct KeyVisitor;
        impl Visitor<'_> for KeyVisitor {
            type Value = Key;

            fn expecting(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
                f.write_str("the name of a field")
            }

            fn visit_str<E: Error>(self, name: &str) -> Result<Key, E> {
                Ok(Key(FIELDS.iter().position(|known| *known == name)))
            }

            fn visit_u64<E: Error>(self, number: u64) -> Result<Key, E> {
                Ok(Key(usize::try_from(number).ok().filter(|number| *number < FIELDS.len())))
            }
        }
        deserializer.deserialize_identifier(KeyVisitor)
    }
}

/// The fields that were read. `V` is the type of the values, which only a match needs.
struct Parts<V> {
    code: Option<Code>,
    kind: Option<MatchKind>,
    status: Option<Option<u16>>,
    verdict: Option<Verdict>,
    reason: Option<Reason>,
    scope: Option<Scope>,
    text: Option<Option<OwnName>>,
    margin: Option<Option<f32>>,
    retry_after_ms: Option<Option<u64>>,
    retry: Option<&'static RetryPolicy>,
    values: Option<V>,
}

/// The name of a message's own texts, as the first row that has this name. Names are unique only within an entry, so
/// [`Parts::diagnosis`] looks the name up again once the code is known.
#[derive(Clone, Copy)]
struct OwnName(u16);

impl<'de> Deserialize<'de> for OwnName {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct NameOf;
        impl Visitor<'_> for NameOf {
            type Value = OwnName;

            fn expecting(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
                f.write_str("the name of a text")
            }

            fn visit_str<E: Error>(self, name: &str) -> Result<OwnName, E> {
                // An unknown name is from a different version of the catalog. The entry's texts apply then.
                let known = MESSAGE_TEXTS.iter().position(|own| own.name == name);
                Ok(OwnName(known.and_then(|known| u16::try_from(known).ok()).unwrap_or(u16::MAX)))
            }
        }
        deserializer.deserialize_str(NameOf)
    }
}

struct PartsVisitor<V>(core::marker::PhantomData<V>);

impl<'de, V: Deserialize<'de>> Visitor<'de> for PartsVisitor<V> {
    type Value = Parts<V>;

    fn expecting(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("a match or a diagnosis")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Parts<V>, A::Error> {
        let parts = Parts {
            code: items.next_element()?,
            kind: items.next_element()?,
            status: items.next_element()?,
            verdict: items.next_element()?,
            reason: items.next_element()?,
            scope: items.next_element()?,
            text: items.next_element()?,
            margin: items.next_element()?,
            retry_after_ms: items.next_element()?,
            retry: items.next_element()?,
            values: items.next_element()?,
        };
        while items.next_element::<IgnoredAny>()?.is_some() {}
        Ok(parts)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Parts<V>, A::Error> {
        let mut parts = Parts {
            code: None,
            kind: None,
            status: None,
            verdict: None,
            reason: None,
            scope: None,
            text: None,
            margin: None,
            retry_after_ms: None,
            retry: None,
            values: None,
        };
        while let Some(Key(key)) = entries.next_key()? {
            match key.and_then(|key| FIELDS.get(key)).copied() {
                Some("code") => parts.code = Some(entries.next_value()?),
                Some("match") => parts.kind = Some(entries.next_value()?),
                Some("status") => parts.status = Some(entries.next_value()?),
                Some("verdict") => parts.verdict = Some(entries.next_value()?),
                Some("reason") => parts.reason = Some(entries.next_value()?),
                Some("scope") => parts.scope = Some(entries.next_value()?),
                Some("text") => parts.text = Some(entries.next_value()?),
                Some("margin") => parts.margin = Some(entries.next_value()?),
                Some("retry_after_ms") => parts.retry_after_ms = Some(entries.next_value()?),
                Some("retry") => parts.retry = Some(entries.next_value()?),
                Some("values") => parts.values = Some(entries.next_value()?),
                _ => {
                    entries.next_value::<IgnoredAny>()?;
                }
            }
        }
        Ok(parts)
    }
}

impl<V> Parts<V> {
    /// Only fields that don't follow from the code are required.
    fn diagnosis<E: Error>(&self) -> Result<Diagnosis, E> {
        let code = self.code.ok_or_else(|| E::missing_field("code"))?;
        let entry = code.entry();
        let retry = self.retry.unwrap_or(entry.retry());
        let own = self.text.flatten().and_then(|OwnName(row)| MESSAGE_TEXTS.get(usize::from(row)));
        Ok(Diagnosis {
            code,
            kind: self.kind.ok_or_else(|| E::missing_field("match"))?,
            status: self.status.flatten(),
            verdict: self.verdict.ok_or_else(|| E::missing_field("verdict"))?,
            reason: self.reason.ok_or_else(|| E::missing_field("reason"))?,
            scope: self.scope.unwrap_or(entry.scope()),
            retry: retry.number(),
            own: own.and_then(|own| Diagnosis::own_named(code, own.name)),
            margin: self.margin.flatten().map(crate::lookup::word_model::in_units),
            retry_after: self.retry_after_ms.flatten().map(Duration::from_millis),
        })
    }
}

impl<'de> Deserialize<'de> for Diagnosis {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let visitor = PartsVisitor::<IgnoredAny>(core::marker::PhantomData);
        deserializer.deserialize_struct("Diagnosis", &FIELDS[..DIAGNOSIS_FIELDS], visitor)?.diagnosis()
    }
}

/// The values of a match. Names that this version doesn't have are left out.
#[cfg(feature = "alloc")]
struct OwnedValues(alloc::vec::Vec<(&'static str, alloc::string::String)>);

#[cfg(feature = "alloc")]
impl<'de> Deserialize<'de> for OwnedValues {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct ValuesVisitor;
        impl<'de> Visitor<'de> for ValuesVisitor {
            type Value = OwnedValues;

            fn expecting(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
                f.write_str("a map of values")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<OwnedValues, A::Error> {
                let mut values = alloc::vec::Vec::new();
                while let Some(name) = entries.next_key::<alloc::string::String>()? {
                    let value = entries.next_value()?;
                    if let Some(known) = crate::Value::named(&name) {
                        values.push((known.name(), value));
                    }
                }
                Ok(OwnedValues(values))
            }
        }
        deserializer.deserialize_map(ValuesVisitor)
    }
}

/// Reads a serialized [`Match`] or `OwnedMatch`. Keys and tokens were masked when it was written, so they are read as
/// `***`.
#[cfg(feature = "alloc")]
impl<'de> Deserialize<'de> for crate::OwnedMatch {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let visitor = PartsVisitor::<OwnedValues>(core::marker::PhantomData);
        let parts = deserializer.deserialize_struct("Match", FIELDS, visitor)?;
        let diagnosis = parts.diagnosis()?;
        Ok(crate::OwnedMatch { diagnosis, values: parts.values.map_or_else(Default::default, |values| values.0) })
    }
}

/// Finds a policy by its name, which is either a string or the field `policy` of a serialized policy. The numbers are
/// those of this version's catalog, not those that were serialized. A name that the catalog doesn't have is an error.
impl<'de> Deserialize<'de> for &'static RetryPolicy {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Policy;
        impl<'de> Visitor<'de> for Policy {
            type Value = &'static RetryPolicy;

            fn expecting(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
                f.write_str("a retry policy of the catalog")
            }

            fn visit_str<E: Error>(self, name: &str) -> Result<Self::Value, E> {
                RetryPolicy::named(name).ok_or_else(|| E::invalid_value(serde::de::Unexpected::Str(name), &self))
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Self::Value, A::Error> {
                let name = items.next_element::<PolicyName>()?.ok_or_else(|| A::Error::missing_field("policy"))?;
                while items.next_element::<IgnoredAny>()?.is_some() {}
                Ok(name.0)
            }

            fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Self::Value, A::Error> {
                let mut policy = None;
                while let Some(PolicyKey(is_name)) = entries.next_key()? {
                    if is_name {
                        policy = Some(entries.next_value::<PolicyName>()?.0);
                    } else {
                        entries.next_value::<IgnoredAny>()?;
                    }
                }
                policy.ok_or_else(|| A::Error::missing_field("policy"))
            }
        }
        struct PolicyName(&'static RetryPolicy);
        impl<'de> Deserialize<'de> for PolicyName {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                deserializer.deserialize_str(Policy).map(PolicyName)
            }
        }
        struct PolicyKey(bool);
        impl<'de> Deserialize<'de> for PolicyKey {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                struct KeyVisitor;
                impl Visitor<'_> for KeyVisitor {
                    type Value = PolicyKey;

                    fn expecting(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
                        f.write_str("the name of a field")
                    }

                    fn visit_str<E: Error>(self, name: &str) -> Result<PolicyKey, E> {
                        Ok(PolicyKey(name == "policy"))
                    }

                    fn visit_u64<E: Error>(self, number: u64) -> Result<PolicyKey, E> {
                        Ok(PolicyKey(number == 0))
                    }
                }
                deserializer.deserialize_identifier(KeyVisitor)
            }
        }
        // A policy may be a string, a map, or a sequence, so only the format knows which it is. Formats that don't
        // describe themselves can't read policies.
        deserializer.deserialize_any(Policy)
    }
}

#[cfg(test)]
mod tests {
    use crate::{Catalog, Code, Exception, Locale};

    #[test]
    fn names_are_written_and_read_back() {
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
        assert!(error.contains("expected the name of a known code"), "{error}");
    }

    #[test]
    fn a_match_is_serialized_as_a_map_with_its_values() {
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
