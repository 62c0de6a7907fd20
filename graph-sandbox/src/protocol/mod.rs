//! The Graph API's HTTP protocol as values: calls, responses and errors.

mod answer;
mod body;
mod call;
mod file;
mod json;
mod multipart;
mod pairs;
mod recent;
mod refusal;

pub(crate) use answer::{Answer, CONTENT_TYPE, ITEM_CONTENT_TYPE, OLDEST_VERSION};
pub(crate) use call::{Call, Verb, is_version};
pub(crate) use file::{File, PREFIX};
pub(crate) use json::to_text;
pub(crate) use pairs::{Pairs, names};
pub(crate) use recent::Recent;
pub(crate) use refusal::Refusal;
