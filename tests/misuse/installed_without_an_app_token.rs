//~ says: this requires an app token, but the client holds a `graph_client::UserToken`
//~ says: requires an app token
//~ promise: Access tokens: A field requires one of the token kinds that the schema lists for it.
use graph_client::{api::user, *};

#[derive(Fields)]
#[graph(node = user)]
struct Card {
    installed: Option<bool>,
}

async fn installed(client: Client<UserToken>, who: user::Id) -> Result<Card> {
    client.get::<Card>(user::id(who)).await
}

fn main() {}
