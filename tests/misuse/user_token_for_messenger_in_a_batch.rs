//~ says: this takes a Page token, and the client holds a `graph_client::UserToken`
//~ promise: Access tokens: A call requires one of the token kinds that the schema lists for it.
use graph_client::{api as fb, api::messenger, *};

#[derive(Fields)]
#[graph(node = messenger)]
struct Sender {
    locale: Option<String>,
    gender: Option<Open<fb::Gender>>,
}

async fn senders<P: 'static>(client: Client<UserToken, P>) -> Result<()> {
    let answers = client.batch((messenger::profile("5").get::<Sender>(),)).await?;
    drop(answers);
    Ok(())
}

fn main() {}
