use graph_client::{api::photo, *};

async fn remove(client: Client<AppToken>, id: photo::Id) -> Result<()> {
    client.send(photo::id(id).delete()).await
}

fn main() {}
