//~ says: `name` is out of range: expected 1 to 25 characters
//~ promise: Parameters: Limits of a literal can be checked at compile time.
use graph_client::{
    api::user::{self, friendlists},
    *,
};

const LIST: &str = friendlists::checked_name("People from the village near the river");

async fn make(me: Client<UserToken>) -> Result<()> {
    me.send(user::me().friendlists().create(LIST)).await?;
    Ok(())
}

fn main() {}
