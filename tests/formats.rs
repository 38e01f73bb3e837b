//! Every type that can be serialized, in formats that trust the number of fields it announces.
#![cfg(feature = "serde")]

use std::fmt::Debug;

use openai_error_catalog::{Catalog, Category, Code, Exception, Locale, MatchKind, Retry, Verdict};
use serde::Serialize;
use serde::de::{DeserializeOwned, IgnoredAny};

/// What follows the value is still read as it was written: no field is left over and none is missing.
fn ends_where_it_says<T: Serialize>(value: T) {
    let bytes = rmp_serde::to_vec(&(&value, 7_u8)).unwrap();
    assert_eq!(rmp_serde::from_slice::<(IgnoredAny, u8)>(&bytes).unwrap().1, 7);
    let bytes = rmp_serde::to_vec_named(&(&value, 7_u8)).unwrap();
    assert_eq!(rmp_serde::from_slice::<(IgnoredAny, u8)>(&bytes).unwrap().1, 7);
    let mut bytes = Vec::new();
    ciborium::into_writer(&(&value, 7_u8), &mut bytes).unwrap();
    assert_eq!(ciborium::from_reader::<(IgnoredAny, u8), _>(&bytes[..]).unwrap().1, 7);
}

/// The same value comes back, from every format.
fn comes_back<T: Serialize + DeserializeOwned + PartialEq + Debug>(value: T) {
    ends_where_it_says(&value);
    assert_eq!(rmp_serde::from_slice::<T>(&rmp_serde::to_vec(&value).unwrap()).unwrap(), value);
    assert_eq!(rmp_serde::from_slice::<T>(&rmp_serde::to_vec_named(&value).unwrap()).unwrap(), value);
    let mut bytes = Vec::new();
    ciborium::into_writer(&value, &mut bytes).unwrap();
    assert_eq!(ciborium::from_reader::<T, _>(&bytes[..]).unwrap(), value);
    assert_eq!(serde_json::from_str::<T>(&serde_json::to_string(&value).unwrap()).unwrap(), value);
}

#[test]
fn names_come_back() {
    Code::ALL.iter().copied().for_each(comes_back);
    Exception::ALL.iter().copied().for_each(comes_back);
    Locale::ALL.iter().copied().for_each(comes_back);
}

#[test]
fn policies_and_matches_end_where_they_say() {
    Retry::all().iter().for_each(ends_where_it_says);
    for code in Code::ALL {
        let category: Category = code.entry().category();
        ends_where_it_says(category);
    }
    for message in ["Slow down", "Unknown parameter: 'input[3].status'.", "Incorrect API key provided: sk-abc."] {
        let found = Catalog::by_message(message).unwrap();
        ends_where_it_says(found);
        let (verdict, kind): (Verdict, MatchKind) = (found.verdict(), found.kind());
        ends_where_it_says((verdict, kind));
    }
}
