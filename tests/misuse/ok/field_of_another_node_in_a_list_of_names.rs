use graph_client::{api as fb, api::user, *};

async fn profile(me: Client<UserToken>) -> Result<fb::User> {
    me.get::<fb::User>(user::me().fields([user::fields::id, user::fields::name])).await
}

fn main() {}
