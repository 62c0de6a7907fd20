//~ says: is not an id of this node
//~ says: give the node's own `Id`
//~ promise: Parameters: An id belongs to one node.
use graph_client::{
    api::{page, user},
    *,
};

async fn likes(me: Client<UserToken>, id: page::Id) -> Result<()> {
    me.page(user::friend(id).likes()).await?;
    Ok(())
}

fn main() {}
