use graph_client::*;

mod api {
    graph_client::graph_api!("../schema/rings_mended.json");
}
use api::ring;

#[derive(Fields)]
#[graph(node = ring)]
struct Ring {
    width: Option<f64>,
}

async fn read(client: Client<UserToken>) -> Result<Ring> {
    client.get::<Ring>(ring::id("4")).await
}

fn main() {}
