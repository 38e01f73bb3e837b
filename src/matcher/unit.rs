//! A unit of time.

/// A unit of time from `catalog/waits.toml`.
#[derive(Clone, Copy, Debug)]
pub struct Unit {
    /// Its length in nanoseconds.
    pub nanos: u64,
    /// Its names, in lower case.
    pub names: &'static [&'static str],
}
