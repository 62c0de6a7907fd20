//~ says: exactly one of `source` and `url` may be given
use graph_client::{api::user::{self, photos}, *};

async fn post(me: Client<UserToken>, file: File) -> Result<()> {
    me.send(user::me().photos().create(photos::source(file).url("https://example.com/a.jpg"))).await?;
    Ok(())
}

fn main() {}
