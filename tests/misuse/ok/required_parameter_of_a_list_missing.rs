use graph_client::*;

mod api {
    graph_client::graph_api!("../schema/visits.json");
}
use api::planet;

async fn visits(me: Client<UserToken>) -> Result<Page<api::Visit>> {
    me.page(planet::id("5").visits("people")).await
}

fn main() {}
