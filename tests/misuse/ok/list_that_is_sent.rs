use graph_client::{api::user, *};

async fn likes(me: Client<UserToken>) -> Result<()> {
    me.page(user::me().likes()).await?;
    Ok(())
}

fn main() {}
