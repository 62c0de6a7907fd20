//~ says: `MyApp` does not hold the permission `user_likes`
//~ promise: Permissions: A list requires the permissions that the schema lists for it.
use graph_client::{
    api::{self as fb, user},
    *,
};

permissions! { pub struct MyApp in fb: [publish_actions]; }

async fn count(me: Client<UserToken, MyApp>) -> Result<usize> {
    let (likes, score) = me.batch((user::me().likes(), user::me().scores().delete())).await?;
    score?;
    Ok(likes?.len())
}

fn main() {}
