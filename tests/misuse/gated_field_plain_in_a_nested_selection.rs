//~ says: this field may be missing from an answer, so it cannot be read as a plain type
//~ promise: Fields: A field that may be absent is an `Option`, or `#[graph(required)]`.
use graph_client::{
    api::{album, user},
    *,
};

#[derive(Fields)]
#[graph(node = album)]
struct Album {
    name: String,
    count: u32,
}

#[derive(Fields)]
#[graph(node = user)]
struct Profile {
    albums: Connection<Album>,
}

async fn profile(me: Client<UserToken>) -> Result<Profile> {
    me.get::<Profile>(user::me()).await
}

fn main() {}
