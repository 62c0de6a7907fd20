//! Figures, each next to what people would use or write in its place: `cargo xtask bench`.
//!
//! A figure alone says as much of the machine as of the code. What is measured is therefore always a pair,
//! taken in turns in one run, and what is read is the ratio.

mod pair;
mod row;
mod table;

pub use pair::{Pair, pair};
pub use row::{Row, Unit};
pub use table::{json, table};
