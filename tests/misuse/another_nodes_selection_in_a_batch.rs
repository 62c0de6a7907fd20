//~ says: `Card` is not a selection of this node
//~ promise: Fields: A selection is read from its own node.
use graph_client::{
    api::{page, user},
    *,
};

#[derive(Fields)]
#[graph(node = page)]
struct Card {
    name: String,
}

async fn card(me: Client<UserToken>) -> Result<String> {
    let (card, _) = me.batch((user::me().get::<Card>(), user::me().scores().delete())).await?;
    Ok(card?.name)
}

fn main() {}
