//~ says: expected one of `message` and `link`, found `&str`
//~ says: write `feed::message(..)` or `feed::link(..)`
//~ rule: at_least_one
//~ promise: Dependent parameters: A post has a message, a link, or both.
use graph_client::{api::user, *};

async fn post(me: Client<UserToken>) -> Result<()> {
    me.send(user::me().feed().create_post("hi")).await?;
    Ok(())
}

fn main() {}
