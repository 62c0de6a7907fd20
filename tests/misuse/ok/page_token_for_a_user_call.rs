use graph_client::{api::user, *};

async fn likes(client: Client<UserToken>, id: user::Id) -> Result<()> {
    client.page(user::id(id).likes()).await?;
    Ok(())
}

fn main() {}
