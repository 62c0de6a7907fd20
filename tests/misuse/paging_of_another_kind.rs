//~ says: this list is paged by `Cursors`, not by time
//~ says: `since` and `until` require a list paged by `Times`
//~ promise: Calls: A list takes only the parameters of its own paging.
use graph_client::{api::user, *};

async fn albums(me: Client<UserToken>, day: DateTime) -> Result<()> {
    me.page(user::me().albums().since(day)).await?;
    Ok(())
}

fn main() {}
