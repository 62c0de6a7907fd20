//! Tests of what crosses crates; see the `tests` folder of this crate.
