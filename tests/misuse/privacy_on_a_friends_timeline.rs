//~ says: `privacy` may be sent only for oneself (`me()`)
//~ says: leave `privacy` out here, or make the call for oneself (`me()`)
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
