use graph_client::*;

mod api {
    graph_client::graph_api!("../schema/rings_mended.json");
}
use api::{planet, ring};

#[derive(Fields)]
#[graph(node = ring)]
struct Ring {
    width: Option<f64>,
}

#[derive(Fields)]
#[graph(node = planet)]
struct Planet {
    id: planet::Id,
}

async fn read(client: Client<UserToken>) -> Result<(Planet, Ring)> {
    let (planet, ring) = client.batch((planet::id("3").get::<Planet>(), ring::id("4").get::<Ring>())).await?;
    Ok((planet?, ring?))
}

fn main() {}
