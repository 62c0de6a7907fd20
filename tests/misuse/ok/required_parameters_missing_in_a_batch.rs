use graph_client::{api::event, api::user, *};

async fn plan(me: Client<UserToken>) -> Result<()> {
    let (made, gone) = me
        .batch((user::me().events().create("Picnic", EventTime::date(2012, 7, 4)), event::id("5").delete()))
        .await?;
    made?;
    gone
}

fn main() {}
