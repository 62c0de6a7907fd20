use graph_client::{api::messenger, *};

#[derive(Fields)]
#[graph(node = messenger)]
struct Sender {
    first_name: Option<String>,
}

async fn sender(client: Client<PageToken>, psid: &str) -> Result<Option<Sender>> {
    client.get::<Sender>(messenger::profile(psid)).await
}

fn main() {}
