//~ says: this requires a Page token, but the client holds a `graph_client::UserToken`
//~ promise: Access tokens: A call takes the token kinds that its document names.
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
