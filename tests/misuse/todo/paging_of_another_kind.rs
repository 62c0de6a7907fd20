//~ says: `albums` is paged by cursors, and takes no `since`
//~ promise: Calls: A list is paged in its own way.
use graph_client::{api::user, *};

async fn albums(me: Client<UserToken>, day: DateTime) -> Result<()> {
    me.page(user::me().albums().since(day)).await?;
    Ok(())
}

fn main() {}
