//~ says: write `feed::message(..)` or `feed::link(..)`
use graph_client::{api::user, *};

async fn post(me: Client<UserToken>) -> Result<()> {
    me.send(user::me().feed().create_post("hi")).await?;
    Ok(())
}

fn main() {}
