use graph_client::{
    api::{self as fb, user},
    *,
};

async fn score<P: fb::permission::publish_actions>(me: &Client<UserToken, P>) -> Result<()> {
    me.send(user::me().scores().create(5)).await?;
    Ok(())
}

fn main() {}
