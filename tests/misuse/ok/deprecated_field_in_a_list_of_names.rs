#![deny(deprecated)]
use graph_client::{
    api as fb,
    api::user::{self, fields},
    *,
};

async fn teams(me: Client<UserToken>) -> Result<fb::User> {
    me.get::<fb::User>(user::me().fields([fields::id, fields::languages])).await
}

fn main() {}
