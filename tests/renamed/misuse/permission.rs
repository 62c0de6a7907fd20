//~ says: `Crew` does not hold the permission `land`
//~ says: add `land` to the `permissions!` list of `Crew`
use renamed_client::{Client, Page, Result, UserToken};

mod api {
    renamed_client::graph_api!("planets.json");
}

renamed_client::permissions! { struct Crew in api: []; }

async fn moons(client: Client<UserToken, Crew>) -> Result<Page<api::Moon>> {
    client.page(api::planet::home().moons()).await
}

fn main() {}
