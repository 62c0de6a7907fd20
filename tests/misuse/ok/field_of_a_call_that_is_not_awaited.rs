use graph_client::{api::user, *};

#[derive(Debug, Fields)]
#[graph(node = user)]
struct Card {
    name: String,
}

async fn run(me: Client<UserToken>) -> Result<String> {
    Ok(me.get::<Card>(user::me()).await?.name)
}

fn main() {}
