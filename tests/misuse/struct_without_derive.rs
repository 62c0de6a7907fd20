//~ says: `Card` is not a selection of fields
//~ says: add `#[derive(Fields)]` and `#[graph(node = ..)]` to `Card`
//~ promise: Fields: What is read derives `Fields`.
use graph_client::{api::user, *};

struct Card {
    name: String,
}

async fn card(me: Client<UserToken>) -> Result<String> {
    Ok(me.get::<Card>(user::me()).await?.name)
}

fn main() {}
