//! The examples in this folder are separate programs: `cargo run --example profile`.
