//~ says: argument #1 is missing
//~ promise: Parameters: Required parameters are arguments.
use graph_client::{api::user, *};

async fn are_friends(me: Client<UserToken>) -> Result<bool> {
    Ok(me.send(user::me().friends().check()).await?.is_some())
}

fn main() {}
