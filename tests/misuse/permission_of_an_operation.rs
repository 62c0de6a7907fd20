//~ says: `MyApp` does not hold the permission `publish_stream`
//~ says: add `publish_stream` to the `permissions!` list of `MyApp`
//~ promise: Permissions: An operation requires the permissions that the schema lists for it.
use graph_client::{
    api::{
        self as fb,
        user::{self, feed},
    },
    *,
};

permissions! { pub struct MyApp in fb: [user_likes]; }

async fn post(me: Client<UserToken, MyApp>) -> Result<()> {
    me.send(user::me().feed().create_post(feed::message("hi"))).await?;
    Ok(())
}

fn main() {}
