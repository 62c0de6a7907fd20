use graph_client::{
    api::{self as fb, user},
    *,
};

async fn places<P: fb::permission::user_photos>(me: Client<UserToken, P>) -> Result<usize> {
    Ok(me.page(user::me().locations()).await?.len())
}

fn main() {}
