//~ says: expected `UserToken`, found `AppToken`
//~ promise: Access tokens: A token is of one kind, not a string.
use graph_client::{api::user, *};

async fn likes(me: &Client<UserToken>) -> Result<usize> {
    Ok(me.page(user::me().likes()).await?.len())
}

async fn count(graph: Graph, secret: &str) -> Result<usize> {
    likes(&graph.with(AppToken::new(secret))).await
}

fn main() {}
