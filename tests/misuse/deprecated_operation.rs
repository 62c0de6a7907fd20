//~ says: it names no photo and may remove all of the app's; remove one with `photo::id(..).delete()`
//~ promise: Calls: A deprecated operation warns once, with its replacement.
#![deny(deprecated)]
use graph_client::{api::user, *};

async fn remove(me: Client<UserToken>) -> Result<()> {
    me.send(user::me().photos().delete()).await
}

fn main() {}
