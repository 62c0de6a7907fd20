//~ says: `message` is an argument of `create_post`, not a setter
//~ says: write `.create_post(feed::message(..))`, and set other parameters of the group on `feed::message(..)`
//~ rule: at_least_one
//~ promise: Dependent parameters: A post has a message, a link, or both.
use graph_client::{
    api::user::{self, feed},
    *,
};

async fn post(me: Client<UserToken>) -> Result<()> {
    me.send(user::me().feed().create_post(feed::link("https://example.com")).message("look")).await?;
    Ok(())
}

fn main() {}
