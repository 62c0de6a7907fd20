//~ says: is not an id of this node
use graph_client::{api::{page, user}, *};

async fn likes(me: Client<UserToken>, id: page::Id) -> Result<()> {
    me.page(user::friend(id).likes()).await?;
    Ok(())
}

fn main() {}
