use graph_client::{api::user, *};

#[derive(Fields)]
#[graph(node = user)]
struct Card {
    installed: Option<bool>,
}

async fn installed(client: Client<AppToken>, who: user::Id) -> Result<Card> {
    client.get::<Card>(user::id(who)).await
}

fn main() {}
