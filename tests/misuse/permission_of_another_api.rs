//~ says: cannot find trait `user_likes` in module `api::permission`
//~ promise: Permissions: An unknown permission is an error that suggests the nearest.
use graph_client::*;

mod api {
    graph_client::graph_api!("schema/planets.json");
}

permissions! { pub struct Crew in api: [see, user_likes]; }

fn main() {}
