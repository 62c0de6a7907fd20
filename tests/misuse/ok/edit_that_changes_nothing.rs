use graph_client::{api::event, *};

async fn edit(me: Client<UserToken>) -> Result<()> {
    me.send(event::id("5").update(event::update::name("Feast"))).await?;
    Ok(())
}

fn main() {}
