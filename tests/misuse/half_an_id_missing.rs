//~ says: argument #2 is missing
//~ promise: Parameters: Required parameters are arguments.
use graph_client::{api::apprequest, *};

async fn remove(me: Client<UserToken>) -> Result<()> {
    me.send(apprequest::of("123").delete()).await
}

fn main() {}
