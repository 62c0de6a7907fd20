//~ says: `privacy` may be sent only for the current user (`me()`)
//~ rule: only_on
//~ promise: Parameters that depend on each other: Privacy is set on one's own Timeline only.
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
