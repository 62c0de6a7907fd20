//~ says: expected `Client<UserToken, MyApp>`, found `Client<UserToken>`
//~ promise: Permissions: A checked client comes from `verify` or `assume`.
use graph_client::{
    api::{self as fb, user},
    *,
};

permissions! { pub struct MyApp in fb: [user_likes]; }

async fn likes(me: Client<UserToken, MyApp>) -> Result<usize> {
    Ok(me.page(user::me().likes()).await?.len())
}

async fn count(me: Client<UserToken>) -> Result<usize> {
    likes(me).await
}

fn main() {}
