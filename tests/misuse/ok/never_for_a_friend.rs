use graph_client::{api::user, *};

#[derive(Fields)]
#[graph(node = user)]
struct Card {
    name: String,
}

async fn addresses(me: Client<UserToken>) -> Result<Page<Card>> {
    me.page(user::me().friends().select::<Card>()).await
}

fn main() {}
