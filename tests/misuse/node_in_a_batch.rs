//~ says: is not a call that can be sent
//~ promise: Calls: A batch contains only calls that can be sent.
use graph_client::{api as fb, api::user, *};

async fn read(me: Client<UserToken>) -> Result<fb::User> {
    let (me, score) = me.batch((user::me(), user::me().scores().delete())).await?;
    score?;
    me
}

fn main() {}
