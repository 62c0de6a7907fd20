//~ says: cannot find value `nmae` in module `fields`
//~ promise: Fields: A field that the node does not have is refused, and the nearest is named.
use graph_client::{
    api as fb,
    api::user::{self, fields},
    *,
};

async fn profile(me: Client<UserToken>) -> Result<fb::User> {
    me.get::<fb::User>(user::me().fields([fields::id, fields::nmae])).await
}

fn main() {}
