#![deny(deprecated)]
use graph_client::{api::photo, *};

async fn remove(me: Client<UserToken>) -> Result<()> {
    me.send(photo::id("5").delete()).await
}

fn main() {}
