//! A Graph API server on one's own machine, made from a schema.
//!
//! [`Sandbox`] is a real HTTP server on `127.0.0.1`. It is filled with people, albums, posts and
//! whatever else the schema describes, all of it made up from a seed number. It checks tokens,
//! permissions, parameters and rules as the schema states them, selects and expands fields, pages in
//! every style, takes batches, and answers errors in the platform's form and with its codes.
//!
//! ```
//! use std::io::{Read, Write};
//!
//! let sandbox = graph_sandbox::Sandbox::start()?;
//! let mut stream = std::net::TcpStream::connect(sandbox.url().trim_start_matches("http://"))?;
//! let token = sandbox.user_token_with(&["user_birthday"]);
//! write!(
//!     stream,
//!     "GET /me?fields=name,birthday HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {token}\r\nConnection: close\r\n\r\n",
//! )?;
//! let mut answer = String::new();
//! stream.read_to_string(&mut answer)?;
//! assert!(answer.contains("\"birthday\":"));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! The same seed makes the same data, ids and tokens. Time stands still at noon of July 1, 2013 and
//! moves on by a minute whenever a call makes something, so answers can be foretold.
//!
//! What a call changed can be read by the calls after it; it is gone when the sandbox is dropped, unless
//! [`Builder::db`] keeps it in a file. A [`Fault`] lets something go wrong: errors, limits, cut connections,
//! lists without end. Subscriptions to real-time updates are served, and [`Sandbox::advance`] lets time pass
//! for all that waits. What is under `/_sandbox/` is for tests in other languages; `docs/sandbox.md` has it all.

mod access;
mod answer;
mod batch;
mod body;
mod builder;
mod call;
mod clock;
mod control;
mod db;
mod deliver;
mod dialog;
mod dispatch;
mod docs;
mod error;
mod fault;
mod file;
mod hook;
mod image;
mod oauth;
mod own;
mod read;
mod recorded;
mod sandbox;
mod seed;
mod server;
mod special;
mod store;
mod token;
mod wire;
mod world;
mod write;

pub use builder::Builder;
pub use error::Error;
pub use fault::{Fault, FaultError};
pub use hook::Delivery;
pub use recorded::Recorded;
pub use sandbox::Sandbox;
