//~ says: this takes a user token, and the client holds a `graph_client::AppToken`
//~ says: take a client from `graph.with(UserToken::new(..))`
//~ promise: Access tokens: A call requires one of the token kinds that the schema lists for it.
use graph_client::{api::user, *};

async fn likes(client: Client<AppToken>, who: user::Id) -> Result<()> {
    client.page(user::id(who).likes()).await?;
    Ok(())
}

fn main() {}
