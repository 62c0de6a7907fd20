//~ says: `friends` is available only for the current user
//~ says: remove it, or request it with `me()`
//~ promise: Permissions: Data that the platform never returns for a friend cannot be selected for one.
use graph_client::{api::user, *};

#[derive(Fields)]
#[graph(node = user)]
struct Card {
    name: String,
}

#[derive(Fields)]
#[graph(node = user)]
struct Friend {
    friends: Connection<Card>,
}

async fn friends(me: Client<UserToken>) -> Result<Friend> {
    me.get::<Friend>(user::friend("5")).await
}

fn main() {}
