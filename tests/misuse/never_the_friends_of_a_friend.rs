//~ says: `friends` is given for nobody but oneself
//~ says: leave it out here, or ask for it with `me()`
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
