//! `derive(Fields)` in a crate without a prelude.

#![no_implicit_prelude]
#![deny(warnings)]
#![allow(missing_docs, dead_code, reason = "a test")]

use ::graph_client::{
    Birthday, Connection, Fields, Open,
    api::{self, album, user},
};
use ::std::{option::Option, string::String};

#[derive(Fields)]
#[graph(node = user)]
pub struct Card {
    pub id: user::Id,
    pub name: String,
    pub birthday: Option<Birthday>,
    #[graph(required)]
    pub gender: Open<api::Gender>,
    #[graph(limit = 3)]
    pub albums: Option<Connection<Album>>,
}

#[derive(Fields)]
#[graph(node = album)]
pub struct Album {
    pub name: Option<String>,
    #[graph(rest)]
    pub rest: ::std::collections::BTreeMap<String, ::serde_json::Value>,
}

#[derive(Fields, ::serde::Serialize)]
#[graph(node = album)]
pub struct Titled {
    #[serde(rename = "title")]
    pub name: Option<String>,
}

#[::core::prelude::v1::test]
fn selections_compile() {
    let call = user::me().get::<Card>();
    ::std::assert!(::std::format!("{call:?}").contains("birthday"));
}
