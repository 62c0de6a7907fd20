//~ says: a tuple of up to twelve calls
//~ promise: Calls: A batch is a tuple of calls.
use graph_client::{api::user, *};

async fn reset(me: Client<UserToken>) -> Result<()> {
    let none = || user::me().scores().delete();
    let all =
        me.batch((none(), none(), none(), none(), none(), none(), none(), none(), none(), none(), none(), none(), none()));
    drop(all.await?);
    Ok(())
}

fn main() {}
