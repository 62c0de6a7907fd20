//~ says: `picture`, `name`, `caption` and `description` go only with `link`
//~ says: there is no `link` that this could belong to
//~ rule: only_with
//~ promise: Parameters that depend on each other: What describes a link goes only with it.
use graph_client::{
    api::user::{self, feed},
    *,
};

async fn post(me: Client<UserToken>, thumb: String) -> Result<()> {
    me.send(user::me().feed().create_post(feed::message("hi").picture(thumb))).await?;
    Ok(())
}

fn main() {}
