use graph_client::*;

fn me(graph: &Graph, secret: &str) -> Client<UserToken> {
    graph.with(UserToken::new(secret))
}

fn main() {}
