//~ says: `privacy` may be sent only for the current user (`me()`)
//~ says: remove `privacy`, or make the call for the current user (`me()`)
//~ rule: only_on
//~ promise: Dependent parameters: `privacy` can be set only on the current user's Timeline.
use graph_client::{
    api::{
        self as fb,
        user::{self, feed},
    },
    *,
};

async fn post(me: Client<UserToken>, friend: user::Id) -> Result<()> {
    let privacy = fb::Privacy::default();
    me.send(user::friend(friend).feed().create_post(feed::message("hi")).privacy(privacy)).await?;
    Ok(())
}

fn main() {}
