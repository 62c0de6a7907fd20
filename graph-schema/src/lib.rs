//! Reads and checks the schema of a graph-shaped API.
//!
//! A schema is JSON: nodes, fields, connections, operations, parameters, permissions, token
//! kinds and error codes. This crate parses it into a [checked model](model::Schema), or returns
//! [diagnostics](diagnostic::Diagnostic) that report all mistakes at once, each with its location,
//! the reason and a fix. It is independent of code generation and HTTP.
//!
//! The feature `tools` (on by default) adds modules that macros do not need: `call`, which builds
//! requests from the model at run time, `diff`, `format` and `value`.
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
#[doc(hidden)]
pub mod list;
mod load;
pub mod model;
mod raw;
mod read;
pub mod reserved;
mod resolve;
#[doc(hidden)]
pub mod table;
#[cfg(feature = "tools")]
pub mod value;

pub use diagnostic::{code, render, source, suggest};
pub use load::{Loaded, builtin, embedded, load, parse, shipped};
pub use model::Schema;
pub use resolve::snake_case;
