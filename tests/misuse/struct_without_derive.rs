//~ says: `Card` does not say which fields to ask for
//~ says: put `#[derive(Fields)]` and `#[graph(node = ..)]` above it
//~ errors: 3
//~ promise: Fields: What is read derives `Fields`.
use graph_client::{api::user, *};

struct Card {
    name: String,
}

async fn card(me: Client<UserToken>) -> Result<String> {
    Ok(me.get::<Card>(user::me()).await?.name)
}

fn main() {}
