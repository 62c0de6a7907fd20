//~ says: `privacy` may be sent only for the current user (`me()`)
//~ rule: only_on
//~ promise: Dependent parameters: `privacy` can be set only on the current user's Timeline.
use graph_client::{
    api::{
        self as fb,
        user::{self, feed},
    },
    *,
};

async fn post(me: Client<UserToken>, hello: feed::CreatePostContent) -> Result<()> {
    let privacy = fb::Privacy { value: Some(fb::PrivacyValue::AllFriends.into()), ..Default::default() };
    let post = user::friend("5").feed().create_post(hello);
    me.batch((user::me().scores().delete(), post.privacy(privacy))).await?;
    Ok(())
}

fn main() {}
