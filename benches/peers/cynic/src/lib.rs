//! A user's crate.

use peer_cynic_schema::schema;

include!(concat!(env!("CARGO_MANIFEST_DIR"), "/fragments.rs"));
