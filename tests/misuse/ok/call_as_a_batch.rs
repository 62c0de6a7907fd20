use graph_client::{api as fb, api::event, *};

async fn cancel<P: fb::permission::create_event>(me: Client<UserToken, P>) -> Result<()> {
    let answers = me.batch((event::id("5").update(event::update::name("Feast")),)).await?;
    drop(answers);
    Ok(())
}

fn main() {}
