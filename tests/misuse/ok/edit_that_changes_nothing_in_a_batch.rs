use graph_client::{api::event, *};

async fn edit(me: Client<UserToken>) -> Result<()> {
    let (one, two) =
        me.batch((event::id("5").update(event::update::location("Paris")), event::id("6").delete())).await?;
    one?;
    two
}

fn main() {}
