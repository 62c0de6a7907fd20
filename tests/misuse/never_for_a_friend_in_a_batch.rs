//~ says: `email` is available only for the current user
//~ says: remove it, or request it with `me()`
//~ promise: Permissions: Data that the platform never returns for a friend cannot be selected for one.
use graph_client::{
    api::{self as fb, user},
    *,
};

permissions! { pub struct MyApp in fb: [email]; }

#[derive(Fields)]
#[graph(node = user)]
struct Card {
    email: Option<String>,
}

async fn address(me: Client<UserToken, MyApp>) -> Result<Card> {
    let (card,) = me.batch((user::friend("5").get::<Card>(),)).await?;
    card
}

fn main() {}
