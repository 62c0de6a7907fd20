//~ says: expected `EventTime`, found `&str`
//~ promise: Parameters: A time is a typed value, not text.
use graph_client::{api::user, *};

async fn plan(me: Client<UserToken>) -> Result<()> {
    me.send(user::me().events().create("Picnic", "2012-07-04")).await?;
    Ok(())
}

fn main() {}
