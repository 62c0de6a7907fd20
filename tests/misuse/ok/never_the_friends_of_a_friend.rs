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
    me.get::<Friend>(user::me()).await
}

fn main() {}
