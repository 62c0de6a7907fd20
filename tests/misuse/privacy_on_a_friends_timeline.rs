//~ says: `privacy` may be sent only for oneself (`me()`)
use graph_client::{api::{self as fb, user::{self, feed}}, *};

async fn post(me: Client<UserToken>, friend: user::Id) -> Result<()> {
    me.send(user::friend(friend).feed().create_post(feed::message("hi")).privacy(fb::Privacy::default())).await?;
    Ok(())
}

fn main() {}
