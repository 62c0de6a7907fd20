//! From options and environment to a client: the schema, the host, the access token and the app secret.

mod arguments;
mod client;
mod connection;
pub mod secret;

pub use arguments::{AppSecretOption, ConnectOptions};
pub use client::Client;
pub use connection::Connection;
