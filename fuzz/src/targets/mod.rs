//! A function per target. Each takes any bytes, and panics if something does not hold.

pub mod answer;
pub mod batch;
pub mod call_text;
pub mod derive;
pub mod error_envelope;
pub mod import;
pub mod page_link;
pub mod schema_text;
pub mod usage_headers;
pub mod webhook;
pub mod wire;

/// A target: its name, and what it does with an input.
pub type Target = (&'static str, fn(&[u8]));

/// The targets by their names, which are also those of the folders of the corpora.
#[allow(dead_code, reason = "of use to a test")]
pub const ALL: &[Target] = &[
    ("schema_text", schema_text::run),
    ("answer", answer::run),
    ("batch", batch::run),
    ("webhook", webhook::run),
    ("page_link", page_link::run),
    ("error_envelope", error_envelope::run),
    ("usage_headers", usage_headers::run),
    ("call_text", call_text::run),
    ("import", import::run),
    ("derive", derive::run),
];
