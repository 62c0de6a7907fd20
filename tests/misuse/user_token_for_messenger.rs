//~ says: this takes a Page token, and the client holds a `graph_client::UserToken`
//~ says: take a client from `graph.with(PageToken::new(..))`
//~ promise: Access tokens: A call requires one of the token kinds that the schema lists for it.
use graph_client::{api::messenger, *};

#[derive(Fields)]
#[graph(node = messenger)]
struct Sender {
    first_name: Option<String>,
}

async fn sender(client: Client<UserToken>, psid: &str) -> Result<Option<Sender>> {
    client.get::<Sender>(messenger::profile(psid)).await
}

fn main() {}
