//~ says: argument #1 is missing
//~ rule: at_least_one
//~ promise: Dependent parameters: An edit changes at least one thing.
use graph_client::{api::event, *};

async fn edit(me: Client<UserToken>) -> Result<()> {
    me.send(event::id("5").update()).await?;
    Ok(())
}

fn main() {}
