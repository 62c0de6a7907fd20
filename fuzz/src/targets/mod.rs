//! A function per target. Each takes any bytes, and panics if something does not hold.

pub mod answer;
pub mod schema_text;
pub mod wire;

/// The targets by their names, which are also those of the folders of the corpora.
#[allow(dead_code, reason = "of use to a test")]
pub const ALL: &[(&str, fn(&[u8]))] = &[("schema_text", schema_text::run), ("answer", answer::run)];
