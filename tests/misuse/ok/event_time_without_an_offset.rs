use graph_client::{api::user, *};

async fn plan(me: Client<UserToken>) -> Result<()> {
    let start = EventTime::date_time(2012, 7, 4, 19, 0, -420);
    me.send(user::me().events().create("Picnic", start)).await?;
    Ok(())
}

fn main() {}
