//~ says: `MyApp` does not hold the permission `friends_birthday`
//~ says: add `friends_birthday` to the `permissions!` list of `MyApp`
//~ promise: Permissions: What opens one's own field does not open a friend's.
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

#[derive(Fields)]
#[graph(node = user)]
struct Profile {
    birthday: Option<Birthday>,
    friends: Connection<Card>,
}

async fn profile(me: Client<UserToken, MyApp>) -> Result<Profile> {
    me.get::<Profile>(user::me()).await
}

fn main() {}
