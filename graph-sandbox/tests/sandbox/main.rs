//! Tests of the sandbox over a plain socket, without this project's client.
#![allow(clippy::unwrap_used, clippy::panic, reason = "tests fail by panicking")]

mod batch;
mod boundary;
mod bounds;
mod common;
mod connections;
mod enforced;
mod faults;
mod insights;
mod jobs;
mod nodes;
mod operations;
mod own_schema;
mod page_posts;
mod people;
mod persistence;
mod protocol;
mod publishing;
mod quirks;
mod server;
mod several;
mod slow;
mod transfers;
mod updates;
mod values;
mod whatsapp;
