use graph_client::{api::user, *};

async fn plan(me: Client<UserToken>) -> Result<()> {
    me.send(user::me().events().create("Picnic", EventTime::date(2012, 7, 4)).location("Paris")).await?;
    Ok(())
}

fn main() {}
