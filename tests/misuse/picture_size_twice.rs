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

async fn portrait(me: Client<UserToken>) -> Result<()> {
    let size = picture::width(200).height(100).r#type(PictureSize::Large);
    me.send(user::me().picture().get().size(size)).await?;
    Ok(())
}

fn main() {}
