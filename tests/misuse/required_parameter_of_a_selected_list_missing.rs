//~ says: the list `visits` requires the parameter `metric`
//~ says: `#[graph(args = planet::id(..).visits(metric))]`
//~ promise: Parameters: Required parameters are arguments.
use graph_client::*;

mod api {
    graph_client::graph_api!("schema/visits.json");
}
use api::{planet, visit};

#[derive(Fields)]
#[graph(node = visit)]
struct Visit {
    id: Option<String>,
}

#[derive(Fields)]
#[graph(node = planet)]
struct Card {
    visits: Connection<Visit>,
}

async fn card(me: Client<UserToken>) -> Result<Card> {
    me.get::<Card>(planet::id("5")).await
}

fn main() {}
