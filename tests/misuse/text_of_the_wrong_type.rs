//~ says: `{integer}` is no text
//~ says: give a `&str` or a `String`
//~ promise: Parameters: A parameter takes values of its type.
use graph_client::{api::user, *};

async fn make(me: Client<UserToken>) -> Result<()> {
    me.send(user::me().albums().create(5)).await?;
    Ok(())
}

fn main() {}
