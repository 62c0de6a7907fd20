//! Times as the platform writes them: [`written`] and [`unix`] parse, [`Written`] formats.

mod civil;
mod grammar;
mod written;

pub use civil::is_date;
pub use grammar::{common_unix, common_written, in_range, unix, written};
pub use written::{Clock, Written};
