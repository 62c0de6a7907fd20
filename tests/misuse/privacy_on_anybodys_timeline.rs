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

async fn post<P: fb::permission::publish_stream>(me: Client<UserToken, P>, id: u64) -> Result<()> {
    let hello = user::id(id).feed().create_post(feed::message("hi"));
    me.send(hello.privacy(fb::Privacy::default())).await?;
    Ok(())
}

fn main() {}
