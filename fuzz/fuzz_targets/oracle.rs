//! Compares the matcher with the reference of its tests, both with the patterns of the catalog.

#![no_main]

use libfuzzer_sys::fuzz_target;
use openai_error_catalog::fuzzing::difference;

fuzz_target!(|input: (u16, &str)| {
    let (status, text) = input;
    let status = [None, Some(400), Some(429), Some(500)][usize::from(status % 4)];
    if let Some(difference) = difference(text, status) {
        panic!("{difference}");
    }
});
