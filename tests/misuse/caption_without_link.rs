//~ says: `picture`, `name`, `caption` and `description` require `link`
//~ rule: only_with
//~ promise: Dependent parameters: The description of a link requires the link.
use graph_client::{
    api::user::{self, feed},
    *,
};

async fn post(me: Client<UserToken>) -> Result<()> {
    let post = feed::message("hi").caption("by us");
    let (made, score) = me.batch((user::me().feed().create_post(post), user::me().scores().delete())).await?;
    made?;
    score
}

fn main() {}
