//! The values that fields hold: ids, references, open enums, times and money.

mod birthday;
mod civil;
mod date;
mod date_time;
mod error;
mod event_time;
mod id;
mod money;
mod open;
mod reference;
mod text_serde;
mod timestamp;

pub use birthday::Birthday;
pub use date::Date;
pub use date_time::DateTime;
pub use error::ParseValueError;
pub use event_time::EventTime;
pub use id::{Id, IntoId};
pub use money::Money;
pub use open::{KnownEnum, Open};
pub use reference::Ref;
