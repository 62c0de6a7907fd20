use graph_client::{
    api::{
        PictureSize,
        user::{self, picture},
    },
    *,
};

async fn portraits(me: Client<UserToken>) -> Result<()> {
    let large = picture::r#type(PictureSize::Large);
    let portrait = user::me().picture().get();
    me.batch((portrait.clone().size(picture::width(200)), portrait.size(large))).await?;
    Ok(())
}

fn main() {}
