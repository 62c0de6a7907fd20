//~ says: `MyApp` does not hold the permission `user_likes`
//~ says: add `user_likes` to the `permissions!` list of `MyApp`
//~ promise: Permissions: A function that is generic over the permissions declares those it requires.
use graph_client::{
    api::{self as fb, PageLike, user},
    *,
};

permissions! { pub struct MyApp in fb: [email]; }

fn fans<P: fb::permission::user_likes>(me: &Client<UserToken, P>) -> Items<PageLike> {
    me.items(user::me().likes())
}

async fn count(me: Client<UserToken, MyApp>) -> Result<usize> {
    Ok(fans(&me).try_collect().await?.len())
}

fn main() {}
