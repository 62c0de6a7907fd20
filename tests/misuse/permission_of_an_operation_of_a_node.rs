//~ says: `MyApp` does not hold the permission `create_event`
//~ promise: Permissions: An operation requires the permissions that the schema lists for it.
use graph_client::{
    api::{self as fb, event},
    *,
};

permissions! { pub struct MyApp in fb: [publish_actions]; }

async fn cancel(me: Client<UserToken, MyApp>, id: event::Id) -> Result<()> {
    me.send(event::id(id).delete()).await
}

fn main() {}
