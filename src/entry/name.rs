//! What all names have in common: codes, exceptions, languages, verdicts, and the other small enums.

/// Implements the traits that all name types have: text in both directions, comparison with text, and serde.
///
/// `$as_str` is the method that returns the name, `$parse` finds the value of a name.
macro_rules! name {
    ($type:ident, $what:literal, $as_str:ident, $parse:expr) => {
        impl core::fmt::Display for $type {
            fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
                f.pad(self.$as_str())
            }
        }

        impl AsRef<str> for $type {
            fn as_ref(&self) -> &str {
                self.$as_str()
            }
        }

        impl From<$type> for &'static str {
            fn from(name: $type) -> &'static str {
                name.$as_str()
            }
        }

        impl PartialEq<str> for $type {
            fn eq(&self, name: &str) -> bool {
                self.$as_str() == name
            }
        }

        impl PartialEq<&str> for $type {
            fn eq(&self, name: &&str) -> bool {
                self.$as_str() == *name
            }
        }

        impl PartialEq<$type> for str {
            fn eq(&self, name: &$type) -> bool {
                self == name.$as_str()
            }
        }

        impl PartialEq<$type> for &str {
            fn eq(&self, name: &$type) -> bool {
                *self == name.$as_str()
            }
        }

        impl core::str::FromStr for $type {
            type Err = $crate::UnknownName;

            fn from_str(name: &str) -> Result<Self, Self::Err> {
                let parse: fn(&str) -> Option<$type> = $parse;
                parse(name).ok_or($crate::UnknownName { what: $what })
            }
        }

        impl TryFrom<&str> for $type {
            type Error = $crate::UnknownName;

            fn try_from(name: &str) -> Result<Self, Self::Error> {
                name.parse()
            }
        }

        #[cfg(feature = "serde")]
        impl serde::Serialize for $type {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.$as_str())
            }
        }

        #[cfg(feature = "serde")]
        impl<'de> serde::Deserialize<'de> for $type {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                deserializer.deserialize_str($crate::serialize::NameVisitor::new($what))
            }
        }
    };
    ($type:ident, $what:literal) => {
        $crate::entry::name::name!($type, $what, as_str, |name| {
            <$type>::ALL.iter().copied().find(|known| known.as_str() == name)
        });
    };
}

pub(crate) use name;
