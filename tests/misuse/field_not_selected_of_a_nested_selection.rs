//~ says: no field `count` on type `&Album`
//~ says: available field is: `name`
//~ promise: Fields: A response has the selected fields and no others.
use graph_client::{
    api::{album, user},
    *,
};

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

async fn first(me: Client<UserToken>) -> Result<Option<u32>> {
    let profile = me.get::<Profile>(user::me()).await?;
    Ok(profile.albums.first().and_then(|album| album.count))
}

fn main() {}
