//~ says: no field `birthday` on type `Profile`
//~ says: available field is: `id`
//~ promise: Fields: A response has the selected fields and no others.
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
