//~ says: this method takes 1 argument but 2 arguments were supplied
//~ promise: Parameters: Two required texts that could be swapped are fields of a struct.
use graph_client::{api::user, *};

async fn write(me: Client<UserToken>, subject: String, message: String) -> Result<()> {
    me.send(user::me().notes().create(message, subject)).await?;
    Ok(())
}

fn main() {}
