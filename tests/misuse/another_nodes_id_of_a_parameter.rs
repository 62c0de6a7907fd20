//~ says: `graph_client::Id<graph_client::api::user::Node>` is not an id of this node
//~ promise: Parameters: An id belongs to one node.
use graph_client::{api::user, *};

async fn plan(me: Client<UserToken>, id: user::Id) -> Result<()> {
    let picnic = user::me().events().create("Picnic", EventTime::date(2012, 7, 4));
    me.send(picnic.location_id(id)).await?;
    Ok(())
}

fn main() {}
