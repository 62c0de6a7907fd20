//~ says: this takes a user token, and the client holds a `graph_client::PageToken`
//~ promise: Access tokens: A call requires one of the token kinds that the schema lists for it.
use graph_client::{api::user, *};

async fn likes(client: Client<PageToken>, id: user::Id) -> Result<()> {
    client.page(user::id(id).likes()).await?;
    Ok(())
}

fn main() {}
