use graph_client::{api::user, *};

#[derive(Fields)]
#[graph(node = user)]
struct Card {
    name: String,
}

async fn friends(me: Client<UserToken>) -> Result<usize> {
    Ok(me.page(user::me().friends().select::<Card>()).await?.len())
}

fn main() {}
