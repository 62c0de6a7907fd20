use graph_client::{
    api::{self as fb, user},
    *,
};

permissions! { pub struct MyApp in fb: [user_photos]; }

async fn likes(me: Client<UserToken, MyApp>) -> Result<usize> {
    Ok(me.page(user::me().albums()).await?.len())
}

fn main() {}
