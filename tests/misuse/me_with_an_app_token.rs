//~ says: `me()` requires a user token, but this client holds a `graph_client::AppToken`
//~ says: select the node with `id(..)`, or use a client from `graph.with(UserToken::new(..))`
//~ promise: Access tokens: `me()` requires a user token.
use graph_client::{api::user, *};

async fn give(app: Client<AppToken>) -> Result<()> {
    app.send(user::me().achievements().create("https://example.com/won")).await?;
    Ok(())
}

fn main() {}
