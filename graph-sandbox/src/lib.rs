//! A local Graph API server for tests and development, generated from a schema.
//!
//! [`Sandbox`] is an HTTP server on `127.0.0.1`. Its people, albums, posts and everything else the schema
//! describes are generated from a seed. It enforces tokens, permissions, parameters and rules as the schema
//! states them; it supports field selection and expansion, all paging styles and batches; and it returns errors
//! in the platform's format with the platform's codes.
//!
//! ```
//! use std::io::{Read, Write};
//!
//! let sandbox = graph_sandbox::Sandbox::start()?;
//! let host = sandbox.url().trim_start_matches("http://");
//! let mut stream = std::net::TcpStream::connect(host)?;
//! let token = sandbox.user_token_with(&["user_birthday"]);
//! write!(
//!     stream,
//!     "GET /me?fields=name,birthday HTTP/1.1\r\nHost: {host}\r\nAuthorization: Bearer {token}\r\nConnection: close\r\n\r\n",
//! )?;
//! let mut answer = String::new();
//! stream.read_to_string(&mut answer)?;
//! assert!(answer.contains("\"birthday\":"));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! The same seed generates the same data, ids and tokens. Timestamps of new objects start at noon on July 1, 2013
//! and advance by one minute per write, so responses are reproducible.
//!
//! Later calls see what earlier calls changed. Changes are lost when the sandbox is dropped, unless [`Builder::db`]
//! persists them in a file. A [`Fault`] injects failures: errors, rate limits, cut connections, endless lists. The
//! sandbox also delivers real-time updates, and [`Sandbox::advance`] skips time for everything that depends on the
//! clock. Tests in other languages use the control endpoints under `/_sandbox/`; see `docs/sandbox.md`.

// Layers, lowest first; each uses only those before it (see `tests/tests/layers/orders.rs`): `error`, `protocol`, `world`,
// `keep`, `graph`, `login`, `updates`, `dispatch`, `fault`, `service`, `http`, `builder`, `sandbox`.
mod builder;
mod dispatch;
mod error;
mod fault;
mod graph;
mod http;
mod keep;
mod login;
mod protocol;
mod sandbox;
mod service;
mod updates;
mod world;

pub use builder::Builder;
pub use error::Error;
pub use fault::{Fault, FaultError};
pub use sandbox::Sandbox;
pub use service::Recorded;
pub use updates::Delivery;
pub use world::{Line, Person};
