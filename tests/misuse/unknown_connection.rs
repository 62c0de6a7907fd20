//~ says: cannot find type `freinds` in module `user::fields`
//~ says: similarly named type alias `friends`
//~ promise: Fields: An unknown field is an error that suggests the nearest.
use graph_client::{api::user, *};

#[derive(Fields)]
#[graph(node = user)]
struct Card {
    name: String,
}

#[derive(Fields)]
#[graph(node = user)]
struct Profile {
    freinds: Connection<Card>,
}

async fn read<P>(me: &Client<UserToken, P>) -> Result<Profile> {
    me.get::<Profile>(user::me()).await
}

fn main() {}
