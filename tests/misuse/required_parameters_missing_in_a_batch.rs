//~ says: this method takes 2 arguments but 0 arguments were supplied
//~ says: two arguments are missing
//~ promise: Parameters: Required parameters are arguments.
use graph_client::{api::event, api::user, *};

async fn plan(me: Client<UserToken>) -> Result<()> {
    let (made, gone) = me.batch((user::me().events().create(), event::id("5").delete())).await?;
    made?;
    gone
}

fn main() {}
