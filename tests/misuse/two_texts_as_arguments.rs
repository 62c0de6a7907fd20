//~ says: expected `CreateParams`, found `&str`
//~ promise: Parameters: Required arguments of one type are fields of a struct, so that they cannot be swapped.
use graph_client::{api::user, *};

async fn write(me: Client<UserToken>) -> Result<()> {
    me.send(user::me().notes().create("Plans", "Big ones")).await?;
    Ok(())
}

fn main() {}
