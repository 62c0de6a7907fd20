//! The HTTP server and the client that delivers updates.

mod deliver;
mod docs;
mod leash;
mod respond;
mod response;
mod server;

pub(crate) use server::{Server, bind};
