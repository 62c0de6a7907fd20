//! A crate with fragments, like that of a user.

use peer_cynic_schema::schema;

include!(concat!(env!("CARGO_MANIFEST_DIR"), "/fragments.rs"));
