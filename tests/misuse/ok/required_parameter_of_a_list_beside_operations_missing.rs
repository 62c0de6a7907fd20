use graph_client::*;

mod api {
    graph_client::graph_api!("../schema/visits.json");
}
use api::planet;

async fn guards(me: Client<UserToken>) -> Result<Page<api::Visit>> {
    me.page(planet::id("5").guards().list("red")).await
}

fn main() {}
