//~ says: `graph_client::api::List<graph_client::api::user::likes::List, Me, PageLike>` is no call that can be sent
//~ says: lists are read with `page`, `pages` or `items`, and not in a batch; `create`, `delete` and their like are sent
//~ promise: Calls: A batch contains only calls that can be sent.
use graph_client::{api::user, *};

async fn likes(me: Client<UserToken>) -> Result<()> {
    let (likes, score) = me.batch((user::me().likes(), user::me().scores().delete())).await?;
    likes?;
    score
}

fn main() {}
