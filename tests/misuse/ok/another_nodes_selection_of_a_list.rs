use graph_client::{api::user, *};

#[derive(Fields)]
#[graph(node = user)]
struct Card {
    name: String,
}

async fn cards(me: Client<UserToken>) -> Result<Vec<Card>> {
    me.items(user::me().friends().select::<Card>()).try_collect().await
}

fn main() {}
