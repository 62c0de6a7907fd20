//~ says: this takes an access token, and the client holds a `NoToken`
//~ says: take a client from `graph.with(UserToken::new(..))`
//~ promise: Access tokens: A client without a token reads only what needs none.
use graph_client::{api::user, *};

async fn feed(graph: Graph, id: user::Id, token: UserToken) -> Result<()> {
    graph.without_token().page(user::id(id).feed()).await?;
    Ok(())
}

fn main() {}
