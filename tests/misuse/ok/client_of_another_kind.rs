use graph_client::{api::user, *};

async fn likes(me: &Client<UserToken>) -> Result<usize> {
    Ok(me.page(user::me().likes()).await?.len())
}

async fn count(graph: Graph, secret: &str) -> Result<usize> {
    likes(&graph.with(UserToken::new(secret))).await
}

fn main() {}
