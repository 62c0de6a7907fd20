use graph_client::{api, api::user, *};

async fn plan(me: Client<UserToken>) -> Result<()> {
    let picnic = user::me().events().create("Picnic", EventTime::date(2012, 7, 4));
    me.send(picnic.privacy_type(api::EventPrivacy::Open)).await?;
    Ok(())
}

fn main() {}
