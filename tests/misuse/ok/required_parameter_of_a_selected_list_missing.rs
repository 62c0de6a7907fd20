use graph_client::*;

mod api {
    graph_client::graph_api!("../schema/visits.json");
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
    #[graph(args = planet::id("5").visits("people"))]
    visits: Connection<Visit>,
}

async fn card(me: Client<UserToken>) -> Result<Card> {
    me.get::<Card>(planet::id("5")).await
}

fn main() {}
