//~ says: `P` does not hold the permission `publish_actions`
//~ promise: Permissions: A function that is generic over the permissions declares those it requires.
use graph_client::{
    api::{self as fb, user},
    *,
};

async fn score<P: fb::permission::user_likes>(me: &Client<UserToken, P>) -> Result<()> {
    me.send(user::me().scores().create(5)).await?;
    Ok(())
}

fn main() {}
