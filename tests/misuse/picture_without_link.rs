//~ says: `picture`, `name`, `caption` and `description` require `link`
//~ says: start with `feed::link(..)` and set it there: `feed::link(..).picture(..)`
//~ rule: only_with
//~ promise: Dependent parameters: The description of a link requires the link.
use graph_client::{
    api::user::{self, feed},
    *,
};

async fn post(me: Client<UserToken>, thumb: String) -> Result<()> {
    me.send(user::me().feed().create_post(feed::message("hi").picture(thumb))).await?;
    Ok(())
}

fn main() {}
