//~ says: cannot infer type for type parameter `_Item`
//~ says: for ItemOfEMPTY
//~ promise: Parameters: An empty list is `EMPTY`.
use graph_client::*;

mod tea {
    graph_client::graph_api!("schema/words.json");
}

async fn open(me: Client<UserToken>) -> Result<()> {
    me.send(tea::shop::me().open([])).await?;
    Ok(())
}

fn main() {}
