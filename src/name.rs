//! `name!` implements the traits of types whose values have names: codes, exceptions, languages, and so on.

use core::fmt;

/// Implements the traits that all these types have: conversion to and from text, comparison with text, and serde.
///
/// `$as_str` is the method that returns the name. `$parse` is a function that returns the value for a name. `$what`
/// says in error messages what the name is of.
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
            type Err = $crate::name::UnknownName;

            fn from_str(name: &str) -> Result<Self, Self::Err> {
                let parse: fn(&str) -> Option<$type> = $parse;
                parse(name).ok_or($crate::name::UnknownName { what: $what })
            }
        }

        impl TryFrom<&str> for $type {
            type Error = $crate::name::UnknownName;

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
                deserializer.deserialize_str($crate::name::NameVisitor::new($what))
            }
        }
    };
    ($type:ident, $what:literal) => {
        $crate::name::name!($type, $what, as_str, |name| {
            <$type>::ALL.iter().copied().find(|known| known.as_str() == name)
        });
    };
}

pub(crate) use name;

/// The error when a text is parsed as a [`Code`](crate::Code), an [`Exception`](crate::Exception), a
/// [`Locale`](crate::Locale), or another type of name, and the catalog doesn't have this name.
///
/// ```
/// use openai_error_catalog::Code;
/// let error = "no_such_code".parse::<Code>().unwrap_err();
/// assert_eq!(error.to_string(), "the catalog has no code of this name");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct UnknownName {
    pub(crate) what: &'static str,
}

impl fmt::Display for UnknownName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the catalog has no {} of this name", self.what)
    }
}

impl core::error::Error for UnknownName {}

/// Deserializes a name. The string says what it is the name of, for the error message.
#[cfg(feature = "serde")]
pub(crate) struct NameVisitor<T>(core::marker::PhantomData<T>, &'static str);

#[cfg(feature = "serde")]
impl<T> NameVisitor<T> {
    pub(crate) fn new(what: &'static str) -> Self {
        NameVisitor(core::marker::PhantomData, what)
    }
}

#[cfg(feature = "serde")]
impl<T: core::str::FromStr> serde::de::Visitor<'_> for NameVisitor<T> {
    type Value = T;

    fn expecting(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(f, "the name of a known {}", self.1)
    }

    fn visit_str<E: serde::de::Error>(self, name: &str) -> Result<T, E> {
        name.parse().map_err(|_| E::invalid_value(serde::de::Unexpected::Str(name), &self))
    }
}
