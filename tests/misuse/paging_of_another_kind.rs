//~ says: this list is not paged by time, but by `Cursors`
//~ says: `since` and `until` go with a list of `Times`
//~ promise: Calls: A list takes only the parameters of its own paging.
use graph_client::{api::user, *};

async fn albums(me: Client<UserToken>, day: DateTime) -> Result<()> {
    me.page(user::me().albums().since(day)).await?;
    Ok(())
}

fn main() {}
