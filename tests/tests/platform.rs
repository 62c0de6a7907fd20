//! The schemas of today's platform, as their users see them.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

mod platform {
    mod ads;
    mod coverage;
    mod messenger;
    mod payloads;
    mod threads;
}
