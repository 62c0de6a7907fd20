use graph_client::{api::user, *};

async fn are_friends(me: Client<UserToken>) -> Result<bool> {
    Ok(me.send(user::me().friends().check("5")).await?.is_some())
}

fn main() {}
