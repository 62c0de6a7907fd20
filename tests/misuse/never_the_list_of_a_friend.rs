//~ says: `inbox` is available only for the current user
//~ says: remove it, or request it with `me()`
//~ promise: Permissions: Data that the platform never returns for a friend cannot be selected for one.
use graph_client::{api::user, *};

async fn inbox(me: Client<UserToken>, friend: user::Id) -> Result<usize> {
    Ok(me.page(user::friend(friend).inbox()).await?.len())
}

fn main() {}
