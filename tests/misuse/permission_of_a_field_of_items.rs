//~ says: `MyApp` does not hold the permission `friends_birthday`
//~ promise: Permissions: A field requires the permissions that the schema lists for it.
use graph_client::{
    api::{self as fb, user},
    *,
};

permissions! { pub struct MyApp in fb: [user_birthday]; }

#[derive(Fields)]
#[graph(node = user)]
struct Card {
    birthday: Option<Birthday>,
}

async fn birthdays(me: Client<UserToken, MyApp>) -> Result<Vec<Card>> {
    me.items(user::me().friends().select::<Card>()).try_collect().await
}

fn main() {}
