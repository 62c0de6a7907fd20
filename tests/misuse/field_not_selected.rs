//~ says: no field `birthday` on type `Profile`
//~ says: available field is: `id`
//~ promise: Fields: An answer holds what was selected, and nothing else.
use graph_client::{api::user, *};

#[derive(Fields)]
#[graph(node = user)]
struct Profile {
    id: user::Id,
}

async fn birthday(me: Client<UserToken>) -> Result<Option<Birthday>> {
    Ok(me.get::<Profile>(user::me()).await?.birthday)
}

fn main() {}
