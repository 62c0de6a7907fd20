//~ says: this requires a user or app token, but the client holds a `graph_client::PageToken`
//~ says: `graph.with(UserToken::new(..))` or `graph.with(AppToken::new(..))`
//~ promise: Access tokens: A call takes the token kinds that its document names.
use graph_client::{api::photo, *};

async fn remove(client: Client<PageToken>, id: photo::Id) -> Result<()> {
    client.send(photo::id(id).delete()).await
}

fn main() {}
