//~ says: `picture`, `name`, `caption` and `description` go only with `link`
use graph_client::{api::user::{self, feed}, *};

async fn post(me: Client<UserToken>) -> Result<()> {
    me.send(user::me().feed().create_post(feed::message("hi").picture("https://example.com/a.png"))).await?;
    Ok(())
}

fn main() {}
