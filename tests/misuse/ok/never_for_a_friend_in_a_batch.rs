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
    let (card,) = me.batch((user::me().get::<Card>(),)).await?;
    card
}

fn main() {}
