use graph_client::{
    api::{event, photo},
    *,
};

async fn clean(client: Client<UserToken>) -> Result<()> {
    let (one, two) = client.batch((photo::id("5").delete(), event::id("6").delete())).await?;
    one?;
    two
}

fn main() {}
