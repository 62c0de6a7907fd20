//~ says: unknown type `colour` [G0008]
//~ errors: 2
//~ promise: Schemas and macros: All mistakes in a schema are reported at once, each at its place.
use graph_client::*;

mod api {
    graph_client::graph_api!("schema/rings.json");
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
