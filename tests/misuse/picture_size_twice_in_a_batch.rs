//~ says: only one of these alternatives can be set: `type`, or `width` and `height`
//~ says: keep one alternative; start with `picture::r#type(..)` or `picture::width(..)` or `picture::height(..)`
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
