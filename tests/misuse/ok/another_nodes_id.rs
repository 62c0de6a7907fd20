use graph_client::{api::user, *};

async fn likes(me: Client<UserToken>, id: user::Id) -> Result<()> {
    me.page(user::friend(id).likes()).await?;
    Ok(())
}

fn main() {}
