//! Secrets and their redaction, and percent-encoding.

mod app_secret;
mod encoding;
mod link;
mod random;
mod redact;
#[cfg(feature = "proof")]
pub(crate) mod signature;

pub use app_secret::AppSecret;
pub(crate) use app_secret::{Proof, Proofs};
pub(crate) use encoding::{UNRESERVED, encode_into, pairs};
pub(crate) use link::{
    user_of, without_secrets, without_secrets_if_link, without_secrets_in_links, without_user,
};
pub(crate) use random::random_bytes;
pub(crate) use redact::Redactor;
