//! A unit of time.

/// A unit of time, as `catalog/waits.toml` has it.
#[derive(Clone, Copy, Debug)]
pub struct Unit {
    /// How long it is.
    pub nanos: u64,
    /// Its names, in lower case.
    pub names: &'static [&'static str],
}
