use graph_client::*;

mod tea {
    graph_client::graph_api!("../schema/words.json");
}

async fn open(me: Client<UserToken>) -> Result<()> {
    me.send(tea::shop::me().open(EMPTY)).await?;
    Ok(())
}

fn main() {}
