//~ says: `P` does not hold the permission `user_likes`
//~ promise: Permissions: A function that is generic over the permissions declares those it requires.
use graph_client::{
    api::{PageLike, user},
    *,
};

async fn fans<P>(me: &Client<UserToken, P>) -> Result<Vec<PageLike>> {
    me.items(user::me().likes()).try_collect().await
}

fn main() {}
