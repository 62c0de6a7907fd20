use graph_client::{api::user, *};

#[derive(Fields)]
#[graph(node = user)]
struct Card {
    timezone: Option<TimeZone>,
}

async fn zone(me: Client<UserToken>) -> Result<Card> {
    me.get::<Card>(user::me()).await
}

fn main() {}
