//! The simulated platform: schema, generated data, tokens and subscriptions.

mod cast;
mod changes;
mod clock;
mod image;
mod jobs;
pub(crate) mod moment;
mod relations;
pub(crate) mod seed;
mod state;
pub(crate) mod store;
mod subscriptions;
mod tokens;
mod transfers;
mod uploads;

pub(crate) use changes::{Change, list_change, object_name};
pub(crate) use image::picture;
pub(crate) use state::World;
pub(crate) use subscriptions::Subscription;
pub(crate) use tokens::{Caller, Code, SHORT_LIVED};
