use graph_client::{
    api::{self as fb, user},
    *,
};

#[derive(Fields)]
#[graph(node = user)]
struct Card {
    name: String,
    email: Option<String>,
}

async fn card<P: fb::permission::email>(me: &Client<UserToken, P>) -> Result<Card> {
    me.get::<Card>(user::me()).await
}

fn main() {}
