//! Patterns that lookups of this thread ignore, so that a test can measure the catalog without them.

use std::cell::RefCell;
use std::collections::BTreeSet;

thread_local! {
    static NUMBERS: RefCell<BTreeSet<u32>> = RefCell::default();
}

pub(crate) fn contains(pattern: u32) -> bool {
    NUMBERS.with_borrow(|numbers| numbers.contains(&pattern))
}

pub(crate) fn add(patterns: impl IntoIterator<Item = u32>) {
    NUMBERS.with_borrow_mut(|numbers| numbers.extend(patterns));
}

pub(crate) fn all() -> Vec<u32> {
    NUMBERS.with_borrow(|numbers| numbers.iter().copied().collect())
}

pub(crate) fn clear() {
    NUMBERS.with_borrow_mut(BTreeSet::clear);
}
