//! The units of time of the catalog. The build script has them from `compiler/units.rs` instead.

use crate::matcher::unit::Unit;

include!(concat!(env!("OUT_DIR"), "/units.rs"));
