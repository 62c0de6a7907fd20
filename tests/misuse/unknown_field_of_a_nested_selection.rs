//~ says: cannot find type `desciption` in module `album::fields`
//~ says: similarly named type alias `description`
//~ promise: Fields: An unknown field is an error that suggests the nearest.
use graph_client::{
    api::{album, user},
    *,
};

#[derive(Fields)]
#[graph(node = album)]
struct Album {
    id: album::Id,
    desciption: Option<String>,
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
