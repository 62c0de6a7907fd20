use graph_client::{api as fb, api::messenger, *};

#[derive(Fields)]
#[graph(node = messenger)]
struct Sender {
    locale: Option<String>,
    gender: Option<Open<fb::Gender>>,
}

async fn senders<P: 'static>(client: Client<PageToken, P>) -> Result<()> {
    let answers = client.batch((messenger::profile("5").get::<Sender>(),)).await?;
    drop(answers);
    Ok(())
}

fn main() {}
