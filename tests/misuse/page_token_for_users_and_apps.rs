//~ says: this takes a user or app token, and the client holds a `graph_client::PageToken`
//~ says: `graph.with(UserToken::new(..))` or `graph.with(AppToken::new(..))`
//~ promise: Access tokens: A call requires one of the token kinds that the schema lists for it.
use graph_client::{api::photo, *};

async fn remove(client: Client<PageToken>, id: photo::Id) -> Result<()> {
    client.send(photo::id(id).delete()).await
}

fn main() {}
