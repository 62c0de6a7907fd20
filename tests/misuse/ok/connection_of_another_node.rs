use graph_client::{api::album, *};

async fn photos(me: Client<UserToken>) -> Result<()> {
    me.page(album::id("5").photos()).await?;
    Ok(())
}

fn main() {}
