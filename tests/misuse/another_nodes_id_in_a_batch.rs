//~ says: `&graph_client::Id<graph_client::api::album::Node>` is not an id of this node
//~ promise: Parameters: An id belongs to one node.
use graph_client::{
    api::{self as fb, photo, user},
    *,
};

async fn clean(me: Client<UserToken>, id: fb::album::Id) -> Result<()> {
    let (gone, score) = me.batch((photo::id(&id).delete(), user::me().scores().delete())).await?;
    gone?;
    score
}

fn main() {}
