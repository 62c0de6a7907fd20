//~ says: a tuple of up to twelve calls
//~ promise: Calls: A batch is a tuple or a vector of calls.
use graph_client::{api::user, *};

async fn reset(me: Client<UserToken>) -> Result<()> {
    let none = || user::me().scores().delete();
    let six = || (none(), none(), none(), none(), none(), none());
    drop(six());
    let all = me.batch((
        none(), none(), none(), none(), none(), none(), none(), none(), none(), none(), none(), none(), none(),
    ));
    drop(all.await?);
    Ok(())
}

fn main() {}
