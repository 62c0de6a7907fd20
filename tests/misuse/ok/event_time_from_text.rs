use graph_client::{api::user, *};

async fn run(me: Client<UserToken>) -> Result<()> {
    me.send(user::me().events().create("Picnic", EventTime::date(2012, 7, 4))).await?;
    Ok(())
}

fn main() {}
