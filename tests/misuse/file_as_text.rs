//~ says: expected `File`, found `&str`
//~ promise: Parameters: A file is a `File`, so that a path is not sent instead of its content.
use graph_client::{api::user, *};

async fn film(me: Client<UserToken>, bytes: Vec<u8>) -> Result<()> {
    me.send(user::me().videos().create("film.mp4")).await?;
    Ok(())
}

fn main() {}
