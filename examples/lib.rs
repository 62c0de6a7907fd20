//! The examples of this folder are programs of their own: `cargo run --example profile`.
