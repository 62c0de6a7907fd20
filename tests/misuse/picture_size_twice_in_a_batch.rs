//~ says: `type`, or `width` and `height` cannot be given together
//~ says: pass only the one you want: `picture::r#type(..)` or `picture::width(..)` or `picture::height(..)`
//~ rule: not_together
//~ promise: Dependent parameters: A picture has either a named size or one in pixels.
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
    me.batch((portrait.clone().size(large.clone().width(200)), portrait.size(large))).await?;
    Ok(())
}

fn main() {}
