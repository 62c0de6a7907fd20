//~ says: expected `bool`, found `&str`
//~ promise: Parameters: A parameter takes values of its type.
use graph_client::{
    api::user::{self, photos},
    *,
};

async fn post(me: Client<UserToken>, file: File) -> Result<()> {
    me.send(user::me().photos().create(photos::source(file)).no_story("yes")).await?;
    Ok(())
}

fn main() {}
