//~ says: expected `UserToken`, found `&str`
//~ promise: Access tokens: A token is of one kind, not a string.
use graph_client::*;

fn me(graph: &Graph, secret: &str) -> Client<UserToken> {
    graph.with(secret)
}

fn main() {}
