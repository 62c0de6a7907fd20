//~ says: `&str` is not a field of this node
//~ says: name fields by their constants, such as `[user::fields::id, user::fields::name]`
//~ promise: Fields: An explicit list of fields is read as the ready struct of its node.
use graph_client::{api::{self as fb, user}, *};

async fn run(me: Client<UserToken>) -> Result<fb::User> {
    me.get::<fb::User>(user::me().fields(["id", "name"])).await
}

fn main() {}
