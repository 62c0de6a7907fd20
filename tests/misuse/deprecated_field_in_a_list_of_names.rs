//~ says: fields::favorite_teams`: the platform is removing it
//~ promise: Fields: A deprecated field warns once, at the field.
#![deny(deprecated)]
use graph_client::{
    api as fb,
    api::user::{self, fields},
    *,
};

async fn teams(me: Client<UserToken>) -> Result<fb::User> {
    me.get::<fb::User>(user::me().fields([fields::id, fields::favorite_teams])).await
}

fn main() {}
