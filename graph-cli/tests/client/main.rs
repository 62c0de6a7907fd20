//! The command as a client: the real binary against a sandbox in this process, over real sockets.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

mod batch;
mod calls;
mod platform;
mod profiles;
mod support;
mod tokens;
mod webhooks;
