//! Reads the schema of a graph-shaped API and checks it.
//!
//! A schema is JSON: nodes, fields, connections, operations, parameters, permissions, token
//! kinds, error codes. This crate turns its text into a [checked model](model::Schema), or into
//! [diagnostics](diagnostic::Diagnostic) that name the place, the reason and the remedy of every
//! mistake at once. It knows nothing of Rust code and nothing of HTTP.
//!
//! The feature `tools` (on by default) adds what no build of a user needs: `call`, which makes a request from
//! the model at run time, `diff` and `format`.
//!
//! ```
//! let loaded = graph_schema::parse(&[(
//!     "graph.json",
//!     r#"{ "nodes": { "Planet": { "fields": { "name": { "type": "strng" } } } } }"#,
//! )]);
//! let error = loaded.into_result().unwrap_err();
//! assert!(error.contains("unknown type `strng`"));
//! assert!(error.contains("did you mean `string`?"));
//! ```

#[doc(hidden)]
pub mod bytes;
#[cfg(feature = "tools")]
pub mod call;
mod check;
pub mod diagnostic;
#[cfg(feature = "tools")]
pub mod diff;
#[cfg(feature = "tools")]
pub mod format;
mod json;
mod load;
pub mod model;
mod raw;
mod read;
pub mod reserved;
mod resolve;

pub use diagnostic::{code, render, source, suggest};
pub use load::{Loaded, builtin, load, parse};
pub use model::Schema;
pub use resolve::snake_case;
