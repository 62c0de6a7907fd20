//~ says: no method named `photos` found for struct
//~ promise: Calls: A connection is a method of its own node, and the nearest is named.
use graph_client::{api::event, *};

async fn photos(me: Client<UserToken>) -> Result<()> {
    me.page(event::id("5").photos()).await?;
    Ok(())
}

fn main() {}
