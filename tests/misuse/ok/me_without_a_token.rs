use graph_client::{api::user, *};

async fn portrait(graph: Graph) -> Result<()> {
    graph.without_token().send(user::id("5").picture().get()).await?;
    Ok(())
}

fn main() {}
