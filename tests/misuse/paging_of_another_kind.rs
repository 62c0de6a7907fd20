//~ says: this list is paged by `Cursors`, not by time
//~ says: `since` and `until` require a list paged by `Times`
//~ promise: Calls: A list is paged in its own way.
use graph_client::{api::user, *};

async fn albums(me: Client<UserToken>, day: DateTime) -> Result<()> {
    me.page(user::me().albums().since(day)).await?;
    Ok(())
}

fn main() {}
