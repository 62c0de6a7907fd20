//~ says: `me()` is the person of a user token, and this client holds a `NoToken`
//~ promise: Access tokens: `me()` requires a user token.
use graph_client::{api::user, *};

async fn portrait(graph: Graph) -> Result<()> {
    graph.without_token().send(user::me().picture().get()).await?;
    Ok(())
}

fn main() {}
