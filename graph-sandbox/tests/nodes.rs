//! Reading nodes: fields, tokens, permissions, expansion.

mod common;

use common::{get, ids, raw};
use graph_sandbox::Sandbox;
use serde_json::{Value, json};

fn keys(value: &Value) -> Vec<&str> {
    value.as_object().unwrap().keys().map(String::as_str).collect()
}

#[test]
fn look() {
    let sandbox = Sandbox::start().unwrap();
    let token = sandbox.user_token();
    for path in ["/me", "/me/friends", "/me/likes", "/me/albums", "/me/feed", "/me/events", "/me/achievements", "/me/checkins", "/me/permissions"] {
        println!("{path} {:#}", get(&sandbox, &token, path, &[("limit", "2")]).json());
    }
}
