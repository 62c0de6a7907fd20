use graph_client::{api::user, *};

#[derive(Fields)]
#[graph(node = user)]
struct Card {
    name: String,
}

async fn card(me: Client<UserToken>) -> Result<String> {
    let (card, _) = me.batch((user::me().get::<Card>(), user::me().scores().delete())).await?;
    Ok(card?.name)
}

fn main() {}
