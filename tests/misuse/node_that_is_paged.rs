//~ says: is not a list
//~ promise: Calls: Lists are read with `page`, `pages` or `items`, operations are sent with `send`, nodes are read with `get`.
use graph_client::{api::user, *};

async fn names(me: Client<UserToken>) -> Result<Vec<Option<String>>> {
    let friends = me.page(user::me()).await?;
    Ok(friends.iter().map(|friend| friend.name.clone()).collect())
}

fn main() {}
