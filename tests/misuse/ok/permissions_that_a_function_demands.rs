use graph_client::{
    api::{self as fb, PageLike, user},
    *,
};

permissions! { pub struct MyApp in fb: [email, user_likes]; }

fn fans<P: fb::permission::user_likes>(me: &Client<UserToken, P>) -> Items<PageLike> {
    me.items(user::me().likes())
}

async fn count(me: Client<UserToken, MyApp>) -> Result<usize> {
    Ok(fans(&me).try_collect().await?.len())
}

fn main() {}
