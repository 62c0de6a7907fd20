//~ says: is not a batch of calls
//~ promise: Calls: A batch is a tuple or a vector of calls.
use graph_client::{api::event, *};

async fn cancel<P>(me: Client<UserToken, P>) -> Result<()> {
    let answers = me.batch(event::id("5").update(event::update::name("Feast"))).await?;
    drop(answers);
    Ok(())
}

fn main() {}
