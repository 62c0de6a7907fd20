//~ says: this requires an app token, but the client holds a `UserToken`
//~ says: use a client from `graph.with(AppToken::new(..))`
use renamed_client::{Client, Result, UserToken};

mod api {
    renamed_client::graph_api!("planets.json");
}

async fn burn(client: Client<UserToken>) -> Result<()> {
    client.send(api::planet::home().burn(7)).await
}

fn main() {}
