//~ says: `&str` is not a list
//~ says: pass an array, a `Vec` or an iterator: `["a", "b"]` instead of `"a,b"`
//~ promise: Parameters: A list is passed as a list.
use graph_client::{api::user, *};

async fn run(me: Client<UserToken>) -> Result<()> {
    me.send(user::me().questions().create("Which tea?").options("Mint,Black")).await?;
    Ok(())
}

fn main() {}
