//~ says: argument #6 of type `i32` is missing
//~ promise: Parameters: The time of an event has an offset from UTC.
use graph_client::{api::user, *};

async fn plan(me: Client<UserToken>) -> Result<()> {
    let start = EventTime::date_time(2012, 7, 4, 19, 0);
    me.send(user::me().events().create("Picnic", start)).await?;
    Ok(())
}

fn main() {}
