//~ says: `MyApp` does not hold the permission `friends_likes`
//~ promise: Permissions: What opens one's own field does not open a friend's.
use graph_client::{
    api::{self as fb, user},
    *,
};

permissions! { pub struct MyApp in fb: [user_likes]; }

async fn likes(me: Client<UserToken, MyApp>, friend: &user::Id) -> Result<usize> {
    Ok(me.page(user::friend(friend).likes()).await?.len())
}

fn main() {}
