use graph_client::{api::user, *};

async fn post(me: Client<UserToken>) -> Result<()> {
    me.send(user::me().feed().create_post(user::feed::message("hi"))).await?;
    Ok(())
}

fn main() {}
