//~ says: expected `UserToken`, found `&str`
//~ promise: Access tokens: A token says its kind.
use graph_client::*;

fn me(graph: &Graph, secret: &str) -> Client<UserToken> {
    graph.with(secret)
}

fn main() {}
