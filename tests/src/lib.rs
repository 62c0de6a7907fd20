//! Tests that span several crates; see the `tests` folder of this crate.
