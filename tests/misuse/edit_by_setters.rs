//~ says: `location` is an argument of `update`, not a setter
//~ says: write `.update(update::location(..))`, and set other parameters of the group on `update::location(..)`
//~ rule: at_least_one
//~ promise: Dependent parameters: An edit changes at least one thing.
use graph_client::{api::event, *};

async fn edit(me: Client<UserToken>) -> Result<()> {
    me.send(event::id("5").update(event::update::name("Feast")).location("Paris")).await?;
    Ok(())
}

fn main() {}
