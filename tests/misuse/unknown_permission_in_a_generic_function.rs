//~ says: cannot find trait `publish_steam` in module `fb::permission`
//~ promise: Permissions: An unknown permission is an error that suggests the nearest.
use graph_client::{api as fb, *};

async fn post<P: fb::permission::publish_steam>(me: Client<UserToken, P>) -> Result<()> {
    me.send(fb::post::id("5").delete()).await
}

fn main() {}
