//~ says: this method takes 1 argument but 0 arguments were supplied
//~ says: argument #1 is missing
//~ promise: Parameters: Required parameters are arguments.
use graph_client::*;

mod api {
    graph_client::graph_api!("schema/visits.json");
}
use api::planet;

async fn visits(me: Client<UserToken>) -> Result<Page<api::Visit>> {
    me.page(planet::id("5").visits()).await
}

fn main() {}
