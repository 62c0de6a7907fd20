//~ says: no field `birthday` on type `&Card`
//~ promise: Fields: A response has the selected fields and no others.
use graph_client::{api::user, *};

#[derive(Fields)]
#[graph(node = user)]
struct Card {
    name: String,
}

async fn birthdays<P>(me: &Client<UserToken, P>) -> Result<Vec<Option<Birthday>>> {
    let friends: Page<Card> = me.page(user::me().friends().select::<Card>()).await?;
    Ok(friends.iter().map(|friend| friend.birthday).collect())
}

fn main() {}
