//~ says: `graph_client::EventTime` is no text
//~ says: give a `&str` or a `String`
//~ errors: 2
//~ promise: Parameters: Required arguments of different types cannot be swapped.
use graph_client::{api::user, *};

async fn plan(me: Client<UserToken>) -> Result<()> {
    me.send(user::me().events().create(EventTime::date(2012, 7, 4), "Picnic")).await?;
    Ok(())
}

fn main() {}
