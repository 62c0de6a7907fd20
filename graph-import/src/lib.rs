//! Turns the platform's published catalogue into schema files.
//!
//! The catalogue is a folder of JSON: a file for each node or object with its fields and calls,
//! and `enum_types.json` with the words of every enum. [`import()`] makes of it what
//! `graph_schema::load` reads, and a [`Report`] of everything that it could not understand or
//! that the schema language has no words for.
//!
//! The catalogue says nothing of permissions, of what is absent when, and of what things are for:
//! permissions are `"unknown"`, fields have no `"presence"`, nothing has a `"doc"`. A layer of
//! one's own says it.
//!
//! ```no_run
//! use std::path::Path;
//!
//! let options = graph_import::Options { version: Some("v25.0".into()), ..Default::default() };
//! let imported = graph_import::import(Path::new("catalogue"), &options)?;
//! imported.write(Path::new("schema"))?;
//! print!("{}", imported.report);
//! # Ok::<(), graph_import::Error>(())
//! ```

mod convert;
mod error;
mod import;
mod layout;
mod names;
mod naming;
mod read;
mod report;
mod selection;
mod spelling;

pub use error::Error;
pub use import::{Imported, Options, import};
pub use report::{Kind, Report, Row};
