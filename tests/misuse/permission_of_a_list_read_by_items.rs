//~ says: `MyApp` does not hold the permission `read_stream`
//~ promise: Permissions: A list requires the permissions that the schema lists for it.
use graph_client::{
    api::{self as fb, user},
    *,
};

permissions! {
    /// What widens a list only does not stop it: `feed` compiles.
    pub struct MyApp in fb: [user_photos];
}

async fn posts(me: Client<UserToken, MyApp>) -> Result<Vec<fb::Post>> {
    me.items(user::me().home()).try_collect().await
}

fn main() {}
