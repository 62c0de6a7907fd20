//~ says: expected `u32`, found `&str`
//~ promise: Parameters: A parameter takes values of its type.
use graph_client::{api::user, *};

async fn albums(me: Client<UserToken>) -> Result<()> {
    let albums = user::me().albums().limit("25");
    me.page(albums).await?;
    Ok(())
}

fn main() {}
