//~ says: is not a batch of calls
//~ says: write `me.batch((first, second))`
//~ promise: Calls: A batch is a tuple or a vector of calls.
use graph_client::{api::event, *};

async fn cancel(me: Client<UserToken>) -> Result<()> {
    let answers = me.batch([event::id("5").delete(), event::id("6").delete()]).await?;
    drop(answers);
    Ok(())
}

fn main() {}
