//~ says: cannot find value `nmae` in module `fields`
//~ promise: Fields: An unknown field is an error that suggests the nearest.
use graph_client::{
    api as fb,
    api::user::{self, fields},
    *,
};

async fn profile(me: Client<UserToken>) -> Result<fb::User> {
    me.get::<fb::User>(user::me().fields([fields::id, fields::nmae])).await
}

fn main() {}
