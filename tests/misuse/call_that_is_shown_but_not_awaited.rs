//~ says: this call was not awaited, so there is no `Card` to show
//~ says: add `.await?` to the call
//~ promise: Calls: A call has no result before it is awaited.
use graph_client::{api::user, *};

#[derive(Debug, Fields)]
#[graph(node = user)]
struct Card {
    name: String,
}

async fn run(me: Client<UserToken>) -> Result<()> {
    let card = me.get::<Card>(user::me());
    println!("{card:?}");
    Ok(())
}

fn main() {}
