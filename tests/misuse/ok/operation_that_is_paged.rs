use graph_client::{api::user, *};

async fn score(me: Client<UserToken>) -> Result<()> {
    me.send(user::me().scores().delete()).await?;
    Ok(())
}

fn main() {}
