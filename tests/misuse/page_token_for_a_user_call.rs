//~ says: this takes a user token, and the client holds a
use graph_client::{api::user, *};

async fn likes(page: Client<PageToken>, id: user::Id) -> Result<()> {
    page.page(user::id(id).likes()).await?;
    Ok(())
}

fn main() {}
