//! The HTTP server and the client that delivers updates.

mod body;
mod boundary;
mod deliver;
mod docs;
mod leash;
mod respond;
mod response;
mod server;
mod upload;

pub(crate) use boundary::Boundary;
pub(crate) use server::{Limits, Server, bind};
