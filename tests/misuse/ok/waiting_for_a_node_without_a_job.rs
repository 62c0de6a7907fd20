use graph_client::{api::user, *};

#[derive(Fields)]
#[graph(node = user)]
struct Card {
    name: String,
}

async fn card(me: Client<UserToken>) -> Result<Card> {
    me.get::<Card>(user::me()).await
}

fn main() {}
