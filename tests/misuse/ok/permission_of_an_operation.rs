use graph_client::{
    api::{
        self as fb,
        user::{self, feed},
    },
    *,
};

permissions! { pub struct MyApp in fb: [user_likes, publish_stream]; }

async fn post(me: Client<UserToken, MyApp>) -> Result<()> {
    me.send(user::me().feed().create_post(feed::message("hi"))).await?;
    Ok(())
}

fn main() {}
