//! See the `tests` folder of this crate.
