use graph_client::{api::user, *};

async fn portrait(me: Client<UserToken>) -> Result<()> {
    me.send(user::me().picture().get().size(user::picture::width(200))).await?;
    Ok(())
}

fn main() {}
