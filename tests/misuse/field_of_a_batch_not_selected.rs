//~ says: no field `email` on type `Card`
//~ promise: Fields: A response has the selected fields and no others.
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
