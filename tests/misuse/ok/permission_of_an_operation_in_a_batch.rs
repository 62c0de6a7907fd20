use graph_client::{
    api::{self as fb, user},
    *,
};

permissions! { pub struct MyApp in fb: [publish_actions, create_event]; }

async fn plan(me: Client<UserToken, MyApp>, day: EventTime) -> Result<()> {
    let (score, made) =
        me.batch((user::me().scores().delete(), user::me().events().create("Picnic", day))).await?;
    made?;
    score
}

fn main() {}
