//~ says: no field `email` on type `Card`
//~ promise: Fields: An answer holds what was selected, and nothing else.
use graph_client::{api::user, *};

#[derive(Fields)]
#[graph(node = user)]
struct Card {
    name: String,
}

async fn address(me: Client<UserToken>) -> Result<Option<String>> {
    let (card, _) = me.batch((user::me().get::<Card>(), user::me().scores().delete())).await?;
    Ok(card?.email)
}

fn main() {}
