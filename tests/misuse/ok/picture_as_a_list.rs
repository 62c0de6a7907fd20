use graph_client::{api::user, *};

async fn picture(me: Client<UserToken>) -> Result<()> {
    me.send(user::me().picture().get()).await?;
    Ok(())
}

fn main() {}
