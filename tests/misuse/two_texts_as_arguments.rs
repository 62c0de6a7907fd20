//~ says: expected `CreateParams`, found `&str`
//~ promise: Parameters: Two required texts that could be swapped are fields of a struct.
use graph_client::{api::user, *};

async fn write(me: Client<UserToken>) -> Result<()> {
    me.send(user::me().notes().create("Plans", "Big ones")).await?;
    Ok(())
}

fn main() {}
