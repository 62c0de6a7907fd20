use graph_client::{api as fb, api::user, *};

async fn me<P>(me: &Client<UserToken, P>) -> Result<fb::User> {
    me.send(user::me().get::<fb::User>()).await
}

fn main() {}
