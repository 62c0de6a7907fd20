//~ says: `&str` is no word of `EventPrivacy`
//~ promise: Parameters: An enum parameter takes the variants of its enum; an unknown variant suggests the nearest.
use graph_client::{api::user, *};

async fn plan(me: Client<UserToken>) -> Result<()> {
    let picnic = user::me().events().create("Picnic", EventTime::date(2012, 7, 4));
    me.send(picnic.privacy_type("OPEN")).await?;
    Ok(())
}

fn main() {}
