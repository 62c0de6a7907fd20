use graph_client::{
    api::{self as fb, PageLike, user},
    *,
};

permissions! { pub struct MyApp in fb: [email, user_likes]; }

async fn fans<P: fb::permission::user_likes>(me: &Client<UserToken, P>) -> Result<Vec<PageLike>> {
    me.items(user::me().likes()).try_collect().await
}

async fn count(me: Client<UserToken, MyApp>) -> Result<usize> {
    Ok(fans(&me).await?.len())
}

fn main() {}
