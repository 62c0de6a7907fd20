use graph_client::{
    api::{
        PictureSize,
        user::{self, picture},
    },
    *,
};

async fn portrait(me: Client<UserToken>) -> Result<()> {
    let size = picture::r#type(PictureSize::Large);
    me.send(user::me().picture().get().size(size)).await?;
    Ok(())
}

fn main() {}
