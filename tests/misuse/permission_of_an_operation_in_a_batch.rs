//~ says: `MyApp` does not hold the permission `create_event`
//~ promise: Permissions: An operation requires the permissions that the schema lists for it.
use graph_client::{
    api::{self as fb, user},
    *,
};

permissions! { pub struct MyApp in fb: [publish_actions]; }

async fn plan(me: Client<UserToken, MyApp>, day: EventTime) -> Result<()> {
    let (score, made) =
        me.batch((user::me().scores().delete(), user::me().events().create("Picnic", day))).await?;
    made?;
    score
}

fn main() {}
