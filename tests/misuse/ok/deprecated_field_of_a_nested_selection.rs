#![deny(deprecated)]
use graph_client::{
    api::{page, user},
    *,
};

#[derive(Fields)]
#[graph(node = user)]
struct Friend {
    languages: Option<Vec<Ref<page::Node>>>,
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
