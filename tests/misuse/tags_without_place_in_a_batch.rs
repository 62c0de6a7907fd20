//~ says: `tags` requires `place`
//~ rule: only_with
//~ promise: Dependent parameters: `tags` require a `place`.
use graph_client::{
    api::user::{self, feed},
    *,
};

async fn post(me: Client<UserToken>) -> Result<()> {
    let hello = user::me().feed().create_post(feed::message("hi"));
    let (made, score) = me.batch((hello.tags(["5", "6"]), user::me().scores().delete())).await?;
    made?;
    score
}

fn main() {}
