//~ says: `graph_client::api::List<graph_client::api::user::likes::List, Me, PageLike>` is not a call that can be sent
//~ says: read a node with `.get::<..>()`, and a list with `page`, `pages` or `items` of a client (not in a batch)
//~ promise: Calls: A batch contains only calls that can be sent.
use graph_client::{api::user, *};

async fn likes(me: Client<UserToken>) -> Result<()> {
    let (likes, score) = me.batch((user::me().likes(), user::me().scores().delete())).await?;
    likes?;
    score
}

fn main() {}
