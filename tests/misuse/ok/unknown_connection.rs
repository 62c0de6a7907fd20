use graph_client::{api::user, *};

#[derive(Fields)]
#[graph(node = user)]
struct Card {
    name: String,
}

#[derive(Fields)]
#[graph(node = user)]
struct Profile {
    friends: Connection<Card>,
}

async fn read<P>(me: &Client<UserToken, P>) -> Result<Profile> {
    me.get::<Profile>(user::me()).await
}

fn main() {}
