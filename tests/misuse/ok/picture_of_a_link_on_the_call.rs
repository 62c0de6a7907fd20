use graph_client::{
    api::user::{self, feed},
    *,
};

async fn post(me: Client<UserToken>, thumb: String) -> Result<()> {
    me.send(user::me().feed().create_post(feed::link("https://example.com").picture(thumb))).await?;
    Ok(())
}

fn main() {}
