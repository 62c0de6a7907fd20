use graph_client::{
    api::{self as fb, user},
    *,
};

permissions! { pub struct MyApp in fb: [read_mailbox]; }

async fn places(me: Client<UserToken, MyApp>) -> Result<usize> {
    Ok(me.page(user::me().inbox().limit(5)).await?.len())
}

fn main() {}
