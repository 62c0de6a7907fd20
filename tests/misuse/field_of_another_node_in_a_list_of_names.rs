//~ says: expected `graph_client::api::user::Node`, found `graph_client::api::page::Node`
//~ promise: Fields: A field name belongs to one node.
use graph_client::{
    api as fb,
    api::{page, user},
    *,
};

async fn profile(me: Client<UserToken>) -> Result<fb::User> {
    me.get::<fb::User>(user::me().fields([user::fields::id, page::fields::name])).await
}

fn main() {}
