//~ says: are given as the `size` of this call
use graph_client::{api::user, *};

async fn portrait(me: Client<UserToken>) -> Result<()> {
    me.send(user::me().picture().get().width(200)).await?;
    Ok(())
}

fn main() {}
