//~ says: this requires a user token, but the client holds a `graph_client::AppToken`
//~ promise: Access tokens: A call takes the token kinds that its document names.
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
