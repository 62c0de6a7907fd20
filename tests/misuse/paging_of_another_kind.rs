//~ says: this list is not paged by time, but by `Cursors`
//~ says: `since` and `until` go with a list of `Times`
//~ promise: Calls: A list is paged in its own way.
use graph_client::{api::user, *};

async fn albums(me: Client<UserToken>, day: DateTime) -> Result<()> {
    me.page(user::me().albums().since(day)).await?;
    Ok(())
}

fn main() {}
