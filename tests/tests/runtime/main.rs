//! Tests the runtime against servers that behave like real ones, or worse.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

mod around;
mod batches;
mod byte_uploads;
mod downloads;
mod etags;
mod faults;
mod faulty_lists;
mod hostile;
mod idle;
mod limits;
mod locks;
mod logged_in;
mod logins;
mod operations;
mod outcomes;
mod paging;
mod retries;
mod sandbox;
mod secrets;
mod shared_limits;
mod stub;
mod tower_services;
mod traces;
mod transport_errors;
mod uploads;
mod webhooks;
