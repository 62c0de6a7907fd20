use graph_client::{api::user, *};

async fn ask(client: Client<AppToken>, who: user::Id) -> Result<()> {
    client.send(user::id(who).apprequests().create("Play!")).await?;
    Ok(())
}

fn main() {}
