use graph_client::{api::user, *};

async fn score(me: Client<UserToken>) -> Result<()> {
    me.send(user::me().scores().create(5)).await?;
    Ok(())
}

fn main() {}
