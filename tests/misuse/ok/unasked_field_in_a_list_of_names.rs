use graph_client::*;

mod api {
    graph_client::graph_api!("../schema/columns.json");
}
use api::row;

async fn rows(client: Client<AnyToken>) -> Result<api::Row> {
    client.get::<api::Row>(row::id("5").fields([row::fields::visits])).await
}

fn main() {}
