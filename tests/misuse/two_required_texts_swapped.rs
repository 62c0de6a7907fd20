//~ says: this method takes 1 argument but 2 arguments were supplied
//~ promise: Parameters: Required arguments of one type are fields of a struct, so that they cannot be swapped.
use graph_client::{api::user, *};

async fn write(me: Client<UserToken>, subject: String, message: String) -> Result<()> {
    me.send(user::me().notes().create(message, subject)).await?;
    Ok(())
}

fn main() {}
