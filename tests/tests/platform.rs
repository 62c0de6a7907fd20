//! The schemas of today's platform, as their users see them.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

mod platform {
    mod ads;
    mod bytes;
    mod coverage;
    mod errors;
    mod instagram;
    mod messenger;
    mod pages;
    mod payloads;
    mod rates;
    mod threads;
    mod tokens;
    mod whatsapp;
}
