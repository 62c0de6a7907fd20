//~ says: `MyApp` does not hold the permission `user_likes`
//~ says: add `user_likes` to the `permissions!` list of `MyApp`
//~ promise: Permissions: A list requires the permissions that the schema lists for it.
use graph_client::{
    api::{self as fb, user},
    *,
};

permissions! { pub struct MyApp in fb: [user_photos]; }

async fn likes(me: Client<UserToken, MyApp>) -> Result<usize> {
    Ok(me.page(user::me().likes()).await?.len())
}

fn main() {}
