use graph_client::{api::user, *};

async fn inbox(me: Client<UserToken>) -> Result<usize> {
    Ok(me.page(user::me().inbox()).await?.len())
}

fn main() {}
