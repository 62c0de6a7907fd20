//~ says: unknown key "permision" in a connection [G0004]
//~ says: did you mean `permission`?
//~ errors: 3
//~ promise: Schemas and macros: All mistakes in a schema are reported at once, each at its place.
use graph_client::*;

mod api {
    graph_client::graph_api!("schema/broken.json");
}

#[derive(Fields)]
#[graph(node = api::planet)]
struct Planet {
    id: api::planet::Id,
}

async fn planet(graph: Graph) -> Result<Planet> {
    graph.with(UserToken::new("")).get::<Planet>(api::planet::id("3")).await
}

fn main() {}
