//~ says: text is not always a valid date or time: parse it instead of converting it
//~ says: parse it: `text.parse::<Date>()?`, and in the same way `DateTime` and `EventTime`
//~ promise: Parameters: A time is a typed value, not text.
use graph_client::{api::user, *};

async fn run(me: Client<UserToken>) -> Result<()> {
    me.send(user::me().events().create("Picnic", EventTime::from("2012-07-04"))).await?;
    Ok(())
}

fn main() {}
