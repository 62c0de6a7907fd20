//~ says: `MyApp` does not hold the permission `read_stream`
//~ promise: Permissions: A list requires the permissions that the schema lists for it.
use graph_client::{
    api::{self as fb, user},
    *,
};

permissions! { pub struct MyApp in fb: [read_mailbox]; }

async fn places(me: Client<UserToken, MyApp>) -> Result<usize> {
    Ok(me.page(user::me().tagged().limit(5)).await?.len())
}

fn main() {}
