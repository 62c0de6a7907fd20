//~ says: `graph_client::api::Page` is not a selection of this node
//~ promise: Fields: A selection is read from its own node.
use graph_client::{api as fb, api::user, *};

async fn read(me: Client<UserToken>) -> Result<Option<String>> {
    Ok(me.get::<fb::Page>(user::me()).await?.name)
}

fn main() {}
