//! Field and parameter values: ids, references, open enums, times, money, pictures and files.

mod birthday;
#[cfg(any(
    feature = "chrono",
    feature = "jiff",
    feature = "rust_decimal",
    feature = "time",
    feature = "url"
))]
mod convert;
mod date;
mod date_time;
mod error;
mod event_time;
mod file;
mod id;
mod into;
mod json_text;
mod list;
mod map;
mod moment;
mod money;
mod open;
mod picture;
mod reference;
mod rest;
mod secret;
mod text_serde;
mod time_zone;

pub use birthday::Birthday;
pub use date::Date;
pub use date_time::DateTime;
pub use error::ParseValueError;
pub use event_time::EventTime;
pub use file::File;
pub(crate) use file::{Content, Progress};
pub use id::{Id, IntoId};
pub use into::{AsText, IntoWord, owned};
pub use json_text::JsonText;
pub use list::{EMPTY, IntoList, ItemOfEMPTY};
pub use map::{Map, MapKey};
pub use moment::{IntoDate, IntoDateTime, IntoEventTime};
pub use money::Money;
pub use open::{KnownEnum, Open, hash_word, same_word, show_word};
pub use picture::Picture;
pub use reference::Ref;
pub use rest::Rest;
pub use secret::Secret;
pub use time_zone::TimeZone;
