//~ says: no method named `photos` found for struct
//~ promise: Calls: An unknown connection is an error that suggests the nearest.
use graph_client::{api::event, *};

async fn photos(me: Client<UserToken>) -> Result<()> {
    me.page(event::id("5").photos()).await?;
    Ok(())
}

fn main() {}
