//~ says: no field `name` on type `graph_client::Pending<Card>`
//~ says: available field is: `await`
//~ promise: Calls: A call has no result before it is awaited.
use graph_client::{api::user, *};

#[derive(Debug, Fields)]
#[graph(node = user)]
struct Card {
    name: String,
}

async fn run(me: Client<UserToken>) -> Result<String> {
    Ok(me.get::<Card>(user::me()).name)
}

fn main() {}
