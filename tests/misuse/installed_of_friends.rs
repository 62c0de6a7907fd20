//~ says: this takes an app token, and the client holds a `graph_client::UserToken`
//~ promise: Access tokens: A field requires one of the token kinds that the schema lists for it.
use graph_client::{api::user, *};

#[derive(Fields)]
#[graph(node = user)]
struct Friend {
    name: String,
    installed: Option<bool>,
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
