//~ says: make a post with a place, or an Open Graph story with one
//~ promise: Calls: A deprecated operation warns once, with its replacement.
#![deny(deprecated)]
use graph_client::{
    api::{self as fb, user},
    *,
};

async fn here(me: Client<UserToken>, at: fb::Coordinates) -> Result<()> {
    let (made, score) =
        me.batch((user::me().checkins().create("110", at), user::me().scores().delete())).await?;
    made?;
    score
}

fn main() {}
