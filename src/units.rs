//! The catalog's units of time, as a table. The build script uses `compiler/units.rs` instead, which reads the TOML.

use crate::matcher::unit::Unit;

include!(concat!(env!("OUT_DIR"), "/units.rs"));
