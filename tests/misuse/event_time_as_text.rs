//~ says: `&str` is not an `EventTime`
//~ says: for a fixed time: `EventTime::date(2012, 7, 4)`
//~ says: from text: `text.parse::<EventTime>()?`
//~ promise: Parameters: A time is a typed value, not text.
use graph_client::{api::user, *};

async fn plan(me: Client<UserToken>) -> Result<()> {
    me.send(user::me().events().create("Picnic", "2012-07-04")).await?;
    Ok(())
}

fn main() {}
