use graph_client::{api::user, *};

async fn likes(client: Client<UserToken>, who: user::Id) -> Result<()> {
    client.page(user::id(who).likes()).await?;
    Ok(())
}

fn main() {}
