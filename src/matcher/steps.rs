//! Counts the steps of a lookup, so that tests can limit its work without a clock. A step is a byte that is read, a
//! comparison of eight bytes, an instruction, or a node.
//!
//! It counts only in tests and while fuzzing. In other builds it costs nothing.

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

/// How many steps `work` takes.
#[cfg(any(test, fuzzing))]
pub(crate) fn taken(work: impl FnOnce()) -> usize {
    let before = STEPS.with(core::cell::Cell::get);
    work();
    STEPS.with(core::cell::Cell::get) - before
}
