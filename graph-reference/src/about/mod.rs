//! One subject of a schema at a time: its facts, its Rust line and its curl line.

mod card;
mod cards;
mod demand;
pub(crate) mod event;
pub(crate) mod example;
mod find;
pub(crate) mod limits;
pub(crate) mod makers;
pub(crate) mod param;
mod place;
pub(crate) mod reach;
mod received;
pub(crate) mod rust;
pub(crate) mod sample;
mod union;
mod unlocks;

pub use card::{Access, ByTarget, Card, Error, Member, Param};
pub use cards::card;
pub use demand::{Demand, Demands, TokensByTarget, tokens};
pub use event::{delivery, event_name};
pub use example::example;
pub use find::{Call, Subject, What, calls, code, find, unknown};
pub use place::Place;
pub use reach::{Reach, reach};
pub use rust::{Open, line, place_with};
