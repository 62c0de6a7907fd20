//~ says: this takes an app token, and the client holds a `graph_client::UserToken`
//~ says: take a client from `graph.with(AppToken::new(..))`
//~ promise: Access tokens: A call requires one of the token kinds that the schema lists for it.
use graph_client::{api::user, *};

async fn ask(client: Client<UserToken>, who: user::Id) -> Result<()> {
    client.send(user::id(who).apprequests().create("Play!")).await?;
    Ok(())
}

fn main() {}
