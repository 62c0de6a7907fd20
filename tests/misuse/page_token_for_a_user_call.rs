//~ says: this requires a user token, but the client holds a `graph_client::PageToken`
//~ promise: Access tokens: A call takes the token kinds that its document names.
use graph_client::{api::user, *};

async fn likes(client: Client<PageToken>, id: user::Id) -> Result<()> {
    client.page(user::id(id).likes()).await?;
    Ok(())
}

fn main() {}
