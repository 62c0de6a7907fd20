use graph_client::{
    api::{self as fb, user},
    *,
};

permissions! {
    /// What widens a list only does not stop it: `feed` compiles.
    pub struct MyApp in fb: [user_photos];
}

async fn posts(me: Client<UserToken, MyApp>) -> Result<Vec<fb::Post>> {
    me.items(user::me().feed()).try_collect().await
}

fn main() {}
