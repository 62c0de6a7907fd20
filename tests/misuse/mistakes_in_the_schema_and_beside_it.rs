//~ says: unknown type `colour` [G0008]
//~ errors: 3
//~ promise: Schemas and macros: The valid part of a broken schema is still generated, so that only real mistakes are reported.
use graph_client::*;

mod api {
    graph_client::graph_api!("schema/rings.json");
}
use api::ring;

#[derive(Fields)]
#[graph(node = ring)]
struct Ring {
    widht: Option<f64>,
}

async fn read(client: Client<UserToken>) -> Result<Ring> {
    client.get::<Ring>(ring::id("4")).await
}

fn main() {}
