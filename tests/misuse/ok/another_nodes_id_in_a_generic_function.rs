use graph_client::{
    api::{self as fb, event},
    *,
};

async fn cancel<P: fb::permission::create_event>(me: Client<UserToken, P>, id: event::Id) -> Result<()> {
    me.send(event::id(id).delete()).await
}

fn main() {}
