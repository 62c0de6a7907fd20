//! The output of commands: results on standard output, errors and notes on standard error.
//!
//! Text that comes from a server or a user goes through [`Redactor`] and [`sanitize`] first.

mod columns;
mod csv;
mod message;
mod pick;
mod printer;
mod progress;
mod redact;
mod server_error;
mod table;
mod write;

pub use columns::write_columns;
pub use message::{escape, note, report_error, sanitize};
pub use pick::Pick;
pub use printer::{OutputFormat, Printer};
pub use progress::{Progress, upload as upload_progress};
pub use redact::Redactor;
pub use server_error::{note_permissions, report_server_error};
pub use table::width;
pub use write::{use_colour, write_to};
