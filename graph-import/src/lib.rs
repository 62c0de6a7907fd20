//! Converts the platform's published catalogue to schema files.
//!
//! The catalogue is a folder of JSON files: one per node or object with its fields and calls, and
//! `enum_types.json` with the words of all enums. [`import()`] converts it to files for
//! `graph_schema::load`, and returns a [`Report`] of everything that it could not convert.
//!
//! A call that is documented to answer something else than the catalogue says is imported as documented. A write of which
//! the catalogue only repeats the node that it is called on answers `"written"`: everything is kept, nothing is required.
//!
//! The catalogue has no permissions, no information about absent fields, and no documentation. So in
//! the schema, permissions are `"unknown"`, fields have no `"presence"`, and few things have a `"doc"`.
//! Add these in a second schema that extends the imported one; [`Imported::overlay`] is a first one.
//!
//! What the documentation of the platform says and the catalogue does not is imported, too: paths such as `me`, the paging
//! of lists, parameters that are files, and the words of webhooks.
//!
//! ```no_run
//! use std::path::Path;
//!
//! let options = graph_import::Options { version: Some("v25.0".into()), ..Default::default() };
//! let imported = graph_import::import(Path::new("catalogue"), &options)?;
//! imported.write(Path::new("schema"))?;
//! imported.write_overlay(Path::new("schema"))?;
//! print!("{}", imported.report);
//! # Ok::<(), graph_import::Error>(())
//! ```

mod convert;
mod corrections;
mod error;
mod import;
mod json;
mod names;
mod naming;
mod read;
mod report;
mod selection;
mod spelling;
mod template;

pub use error::{Error, UnknownSpec};
#[doc(hidden)]
pub use import::import_texts;
pub use import::{Imported, Options, import};
#[doc(hidden)]
pub use names::{field_rust_name, is_member, is_type};
pub use report::{Kind, Report, Row};
