use graph_client::{api::user, *};

#[derive(Fields)]
#[graph(node = user)]
struct Friend {
    name: String,
}

#[derive(Fields)]
#[graph(node = user)]
struct Profile {
    friends: Connection<Friend>,
}

async fn profile(me: Client<UserToken>) -> Result<Profile> {
    me.get::<Profile>(user::me()).await
}

fn main() {}
