use graph_client::{
    api::{self as fb, event},
    *,
};

permissions! { pub struct MyApp in fb: [create_event]; }

async fn cancel(me: Client<UserToken, MyApp>, id: event::Id) -> Result<()> {
    me.send(event::id(id).delete()).await
}

fn main() {}
