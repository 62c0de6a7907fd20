#![deny(deprecated)]
use graph_client::*;

mod api {
    graph_client::graph_api!("../schema/ended_word.json");
}
use api::{Tag, planet};

async fn call(client: Client<AnyToken>) -> Result<()> {
    client.send(planet::id("5").call(Tag::News)).await
}

fn main() {}
