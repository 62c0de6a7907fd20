//~ says: expected one of `type`, `width` and `height`, found `PictureSize`
//~ says: write `picture::r#type(..)` or `picture::width(..)` or `picture::height(..)`
//~ rule: not_together
//~ promise: Dependent parameters: A picture has either a named size or one in pixels.
use graph_client::{
    api::{PictureSize, user},
    *,
};

async fn portrait(me: Client<UserToken>) -> Result<()> {
    me.send(user::me().picture().get().size(PictureSize::Large)).await?;
    Ok(())
}

fn main() {}
