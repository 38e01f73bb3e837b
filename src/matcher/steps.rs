//! Counts the steps of a lookup, so that tests can bound it without a clock: a byte
//! that is read, eight of them in one comparison, an instruction, a node.
//!
//! Only in tests and while fuzzing; elsewhere counting costs nothing.

#[cfg(any(test, fuzzing))]
std::thread_local! {
    static STEPS: core::cell::Cell<usize> = const { core::cell::Cell::new(0) };
}

#[inline(always)]
pub(crate) fn count(steps: usize) {
    #[cfg(any(test, fuzzing))]
    STEPS.with(|count| count.set(count.get() + steps));
    let _ = steps;
}

/// The steps that `work` takes.
#[cfg(any(test, fuzzing))]
pub(crate) fn taken(work: impl FnOnce()) -> usize {
    let before = STEPS.with(core::cell::Cell::get);
    work();
    STEPS.with(core::cell::Cell::get) - before
}
