//~ says: `&str` does not say which of `message` and `link` it is
//~ says: write `feed::message(..)` or `feed::link(..)`
//~ rule: at_least_one
//~ promise: Parameters that depend on each other: A post is made of a message or a link, or of both.
use graph_client::{api::user, *};

async fn post(me: Client<UserToken>) -> Result<()> {
    me.send(user::me().feed().create_post("hi")).await?;
    Ok(())
}

fn main() {}
