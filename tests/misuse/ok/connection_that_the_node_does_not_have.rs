use graph_client::{api::user, *};

async fn friends(me: Client<UserToken>) -> Result<()> {
    me.page(user::me().friends()).await?;
    Ok(())
}

fn main() {}
