use graph_client::{
    api::{PictureSize, user},
    *,
};

async fn portrait(me: Client<UserToken>) -> Result<()> {
    me.send(user::me().picture().get().size(user::picture::r#type(PictureSize::Large))).await?;
    Ok(())
}

fn main() {}
