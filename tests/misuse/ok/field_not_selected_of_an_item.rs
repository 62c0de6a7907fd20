use graph_client::{api as fb, api::user, *};

#[derive(Fields)]
#[graph(node = user)]
struct Card {
    birthday: Option<Birthday>,
}

async fn birthdays<P: fb::permission::friends_birthday>(
    me: &Client<UserToken, P>,
) -> Result<Vec<Option<Birthday>>> {
    let friends: Page<Card> = me.page(user::me().friends().select::<Card>()).await?;
    Ok(friends.iter().map(|friend| friend.birthday).collect())
}

fn main() {}
