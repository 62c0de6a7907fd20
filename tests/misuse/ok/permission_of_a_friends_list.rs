use graph_client::{
    api::{self as fb, user},
    *,
};

permissions! { pub struct MyApp in fb: [friends_likes]; }

async fn likes(me: Client<UserToken, MyApp>, friend: &user::Id) -> Result<usize> {
    Ok(me.page(user::friend(friend).likes()).await?.len())
}

fn main() {}
