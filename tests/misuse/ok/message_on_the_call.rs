use graph_client::{
    api::user::{self, feed},
    *,
};

async fn post(me: Client<UserToken>) -> Result<()> {
    me.send(user::me().feed().create_post(feed::link("https://example.com").message("look"))).await?;
    Ok(())
}

fn main() {}
