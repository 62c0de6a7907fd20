use graph_client::{api::user, *};

async fn feed(graph: Graph, id: user::Id, token: UserToken) -> Result<()> {
    graph.with(token).page(user::id(id).feed()).await?;
    Ok(())
}

fn main() {}
