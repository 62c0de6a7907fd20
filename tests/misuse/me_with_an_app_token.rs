//~ says: `me()` is the person of a user token, and this client holds a `graph_client::AppToken`
//~ says: name the node with `id(..)`, or take a client from `graph.with(UserToken::new(..))`
//~ promise: Access tokens: `me()` requires a user token.
use graph_client::{api::user, *};

async fn give(app: Client<AppToken>) -> Result<()> {
    app.send(user::me().achievements().create("https://example.com/won")).await?;
    Ok(())
}

fn main() {}
