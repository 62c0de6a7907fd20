//~ says: is not an id of this node
//~ promise: Parameters: An id belongs to one node.
use graph_client::{
    api::{self as fb, event, page},
    *,
};

async fn cancel<P: fb::permission::create_event>(me: Client<UserToken, P>, id: page::Id) -> Result<()> {
    me.send(event::id(id).delete()).await
}

fn main() {}
