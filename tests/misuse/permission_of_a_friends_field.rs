//~ says: `MyApp` does not hold the permission `friends_birthday`
//~ says: add `friends_birthday` to the `permissions!` list of `MyApp`
//~ promise: Permissions: A permission for the current user's field does not cover a friend's.
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
