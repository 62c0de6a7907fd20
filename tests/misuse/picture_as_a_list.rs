//~ says: `picture` is no list
use graph_client::{api::user, *};

async fn picture(me: Client<UserToken>) -> Result<()> {
    me.page(user::me().picture()).await?;
    Ok(())
}

fn main() {}
