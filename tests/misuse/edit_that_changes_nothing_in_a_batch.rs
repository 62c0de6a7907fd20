//~ says: argument #1 is missing
//~ rule: at_least_one
//~ promise: Dependent parameters: An edit changes at least one thing.
use graph_client::{api::event, *};

async fn edit(me: Client<UserToken>) -> Result<()> {
    let (one, two) = me.batch((event::id("5").update(), event::id("6").delete())).await?;
    one?;
    two
}

fn main() {}
