use graph_client::{
    api::{album, user},
    *,
};

#[derive(Fields)]
#[graph(node = album)]
struct Album {
    count: Option<u32>,
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
