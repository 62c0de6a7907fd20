use graph_client::{api::user, *};

async fn likes(me: Client<UserToken>) -> Result<()> {
    me.page(user::me().likes().limit(5)).await?;
    Ok(())
}

fn main() {}
