//! Benchmarks, each with a reference: hand-written code or another library. Run them with `cargo xtask bench`.
//!
//! An absolute time depends on the machine as much as on the code. So each benchmark measures a pair in
//! alternation, in one run, and reports the ratio.

pub mod by_hand;
mod pair;
mod process;
mod repeat;
mod row;
mod server;
mod table;

pub use pair::{Pair, pair};
pub use process::{Used, used};
pub use repeat::repeat;
pub use row::{Row, Unit};
pub use server::Server;
pub use table::table;
