//~ says: fields::favorite_athletes`: the platform is removing it
//~ promise: Fields: A deprecated field warns once, at the field.
#![deny(deprecated)]
use graph_client::{
    api::{page, user},
    *,
};

#[derive(Fields)]
#[graph(node = user)]
struct Friend {
    favorite_athletes: Option<Vec<Ref<page::Node>>>,
}

#[derive(Fields)]
#[graph(node = user)]
struct Profile {
    friends: Connection<Friend>,
}

async fn friends(me: Client<UserToken>) -> Result<Profile> {
    me.get::<Profile>(user::me()).await
}

fn main() {}
