//~ says: is no call that can be sent
//~ says: a list cannot go into a batch
//~ promise: Calls: What goes into a batch is sent.
use graph_client::{api::user, *};

async fn likes(me: Client<UserToken>) -> Result<()> {
    let (likes, score) = me.batch((user::me().likes(), user::me().scores().delete())).await?;
    likes?;
    score
}

fn main() {}
