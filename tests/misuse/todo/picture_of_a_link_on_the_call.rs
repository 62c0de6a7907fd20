//~ says: `picture`, `name`, `caption` and `description` go only with `link`
//~ says: set it on `link`, not on the call
//~ rule: only_with
//~ promise: Parameters that depend on each other: What describes a link goes only with it.
use graph_client::{
    api::user::{self, feed},
    *,
};

async fn post(me: Client<UserToken>, thumb: String) -> Result<()> {
    me.send(user::me().feed().create_post(feed::link("https://example.com")).picture(thumb)).await?;
    Ok(())
}

fn main() {}
