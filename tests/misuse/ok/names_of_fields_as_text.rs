use graph_client::{
    api::{self as fb, user},
    *,
};

async fn run(me: Client<UserToken>) -> Result<fb::User> {
    me.get::<fb::User>(user::me().fields([user::fields::id, user::fields::name])).await
}

fn main() {}
