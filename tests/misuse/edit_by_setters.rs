//~ says: `location` is given where this call is made
//~ says: write `.update(update::location(..))`, and set more of them behind `update::location(..)`
//~ rule: at_least_one
//~ promise: Dependent parameters: An edit changes at least one thing.
use graph_client::{api::event, *};

async fn edit(me: Client<UserToken>) -> Result<()> {
    me.send(event::id("5").update(event::update::name("Feast")).location("Paris")).await?;
    Ok(())
}

fn main() {}
