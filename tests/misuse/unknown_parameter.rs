//~ says: no method named `locaton` found
//~ says: there is a method `location` with a similar name
//~ promise: Parameters: An unknown parameter is an error that suggests the nearest.
use graph_client::{api::user, *};

async fn plan(me: Client<UserToken>) -> Result<()> {
    me.send(user::me().events().create("Picnic", EventTime::date(2012, 7, 4)).locaton("Paris")).await?;
    Ok(())
}

fn main() {}
