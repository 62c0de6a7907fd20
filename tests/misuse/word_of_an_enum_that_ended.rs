//~ says: Ended on 2026-04-27. Use NEWS.
//~ promise: Parameters: A value that ended warns, and says what to use instead.
#![deny(deprecated)]
use graph_client::*;

mod api {
    graph_client::graph_api!("schema/ended_word.json");
}
use api::{Tag, planet};

async fn call(client: Client<AnyToken>) -> Result<()> {
    client.send(planet::id("5").call(Tag::Event)).await
}

fn main() {}
