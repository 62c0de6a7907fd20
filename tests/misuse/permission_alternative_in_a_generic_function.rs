//~ says: `P` does not hold any of the permissions `user_checkins` or `user_photos` or `user_status`
//~ promise: Permissions: If any of several permissions suffices, one is enough.
use graph_client::{
    api::{self as fb, user},
    *,
};

async fn places<P: fb::permission::user_likes>(me: Client<UserToken, P>) -> Result<usize> {
    Ok(me.page(user::me().locations()).await?.len())
}

fn main() {}
