//~ says: this method takes 1 argument but 0 arguments were supplied
use graph_client::{api::event, *};

async fn edit(me: Client<UserToken>) -> Result<()> {
    me.send(event::id("5").update()).await?;
    Ok(())
}

fn main() {}
