//! The simulated platform: schema, generated data, tokens and subscriptions.

mod cast;
mod changes;
mod clock;
mod devices;
mod image;
mod jobs;
pub(crate) mod moment;
mod realms;
mod relations;
mod routing;
mod script;
pub(crate) mod seed;
mod state;
pub(crate) mod store;
mod subscriptions;
mod tokens;
mod transfers;
mod uploads;

pub use script::{Line, Person};

pub(crate) use changes::{Change, list_change, object_name};
pub(crate) use devices::Decision;
pub(crate) use image::picture;
pub(crate) use routing::named;
pub(crate) use script::{Chat, Heard, OWN_NUMBER, Said};
pub(crate) use state::{Happened, World};
pub(crate) use subscriptions::Subscription;
pub(crate) use tokens::{Caller, Code, LONG_LIVED, SHORT_LIVED};
