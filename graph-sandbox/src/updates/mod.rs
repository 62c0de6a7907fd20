//! Real-time updates: subscribing, notifications and their delivery queue.

mod event;
mod example;
mod messages;
mod queue;
mod signature;
mod subscribe;
mod unreached;

pub use queue::Delivery;

pub(crate) use event::{Wanted, event, happened};
pub(crate) use messages::{Message, messages};
pub(crate) use queue::Queue;
pub(crate) use signature::{signatures, signed_request};
pub(crate) use subscribe::{PendingSubscription, answer, confirm, is_subscription_call, prepare};
pub(crate) use unreached::Unreached;
