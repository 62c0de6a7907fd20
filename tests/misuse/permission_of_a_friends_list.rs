//~ says: `MyApp` does not hold the permission `friends_likes`
//~ promise: Permissions: A permission for the current user's field does not cover a friend's.
use graph_client::{
    api::{self as fb, user},
    *,
};

permissions! { pub struct MyApp in fb: [user_likes]; }

async fn likes(me: Client<UserToken, MyApp>, friend: &user::Id) -> Result<usize> {
    Ok(me.page(user::friend(friend).likes()).await?.len())
}

fn main() {}
