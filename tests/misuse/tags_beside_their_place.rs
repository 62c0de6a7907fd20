//~ says: `tags` requires `place`
//~ says: pass it together with `place`: `.place(feed::place(..).tags(..))`
//~ rule: only_with
//~ promise: Dependent parameters: `tags` require a `place`.
use graph_client::{
    api::user::{self, feed},
    *,
};

async fn post(me: Client<UserToken>, friend: user::Id) -> Result<()> {
    me.send(user::me().feed().create_post(feed::message("hi")).place("110").tags([friend])).await?;
    Ok(())
}

fn main() {}
