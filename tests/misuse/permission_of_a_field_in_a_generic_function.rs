//~ says: `P` does not hold the permission `email`
//~ promise: Permissions: A function that is generic over the permissions declares those it requires.
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
