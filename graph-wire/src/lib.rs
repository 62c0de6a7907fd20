//! Text forms of the Graph API that the client, the schema tools and the sandbox share.
//!
//! - [`time`]: how times are written, and how they are read
//! - [`argument`]: the values in a list of fields
//! - [`limits`]: the limits of the values that are sent
//! - [`printable`]: text from outside on one line
//! - [`secret`]: which parameters and members hold secrets
//!
//! An inner crate of `graph-client`, without dependencies and without stable items of its own.

pub mod argument;
pub mod limits;
pub mod printable;
pub mod secret;
pub mod time;
