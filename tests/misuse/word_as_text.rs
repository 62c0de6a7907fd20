//~ says: `&str` is not a variant of `EventPrivacy`
//~ promise: Parameters: The words of an enum are its variants, and the nearest is named.
use graph_client::{api::user, *};

async fn plan(me: Client<UserToken>) -> Result<()> {
    let picnic = user::me().events().create("Picnic", EventTime::date(2012, 7, 4));
    me.send(picnic.privacy_type("OPEN")).await?;
    Ok(())
}

fn main() {}
