//~ says: is no list
//~ promise: Calls: A list is read, an operation is sent, a node is got.
use graph_client::{api::user, *};

async fn names(me: Client<UserToken>) -> Result<Vec<Option<String>>> {
    let friends = me.page(user::me()).await?;
    Ok(friends.iter().map(|friend| friend.name.clone()).collect())
}

fn main() {}
