//! Data that outlives a call: imported and exported JSON, and the database file.

mod data;
mod db;

pub(crate) use data::{dump, load};
pub(crate) use db::Db;
