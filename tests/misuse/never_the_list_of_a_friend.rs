//~ says: `inbox` is available only for the current user
//~ says: remove it, or request it with `me()`
//~ promise: Permissions: Some things are never given of a friend.
use graph_client::{api::user, *};

async fn inbox(me: Client<UserToken>, friend: user::Id) -> Result<usize> {
    Ok(me.page(user::friend(friend).inbox()).await?.len())
}

fn main() {}
