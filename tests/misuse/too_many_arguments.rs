//~ says: this method takes 1 argument but 2 arguments were supplied
//~ says: unexpected argument #2
//~ promise: Parameters: Optional parameters are setters.
use graph_client::{api::user, *};

async fn make(me: Client<UserToken>) -> Result<()> {
    me.send(user::me().albums().create("Beach", "Last summer")).await?;
    Ok(())
}

fn main() {}
