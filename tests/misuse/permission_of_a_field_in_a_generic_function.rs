//~ says: `P` does not hold the permission `email`
//~ promise: Permissions: A function that is generic over what was granted demands what it needs.
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

async fn card<P: fb::permission::user_birthday>(me: &Client<UserToken, P>) -> Result<Card> {
    me.get::<Card>(user::me()).await
}

fn main() {}
