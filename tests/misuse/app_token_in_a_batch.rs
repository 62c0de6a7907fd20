//~ says: this takes a user token, and the client holds a `graph_client::AppToken`
//~ promise: Access tokens: A call requires one of the token kinds that the schema lists for it.
use graph_client::{
    api::{event, photo},
    *,
};

async fn clean(client: Client<AppToken>) -> Result<()> {
    let (one, two) = client.batch((photo::id("5").delete(), event::id("6").delete())).await?;
    one?;
    two
}

fn main() {}
