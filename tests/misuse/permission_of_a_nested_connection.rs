//~ says: `MyApp` does not hold the permission `user_photos`
//~ promise: Permissions: A connection in a selection requires its permissions.
use graph_client::{
    api::{self as fb, album, user},
    *,
};

permissions! { pub struct MyApp in fb: [user_likes]; }

#[derive(Fields)]
#[graph(node = album)]
struct Album {
    name: String,
}

#[derive(Fields)]
#[graph(node = user)]
struct Profile {
    albums: Connection<Album>,
}

async fn profile(me: Client<UserToken, MyApp>) -> Result<Profile> {
    me.get::<Profile>(user::me()).await
}

fn main() {}
