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

async fn post<P: fb::permission::publish_stream>(me: Client<UserToken, P>, id: u64) -> Result<()> {
    let hello = user::id(id).feed().create_post(feed::message("hi"));
    me.send(hello.privacy(fb::Privacy::default())).await?;
    Ok(())
}

fn main() {}
