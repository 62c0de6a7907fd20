//~ says: no field `birthday` on type `&Card`
//~ promise: Fields: An answer holds what was selected, and nothing else.
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
