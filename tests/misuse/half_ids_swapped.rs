//~ says: `graph_client::Id<graph_client::api::user::Node>` is no text
//~ says: give a `&str` or a `String`
//~ promise: Parameters: Required arguments of different types cannot be swapped.
use graph_client::{
    api::{apprequest, user},
    *,
};

async fn remove(me: Client<UserToken>, who: user::Id) -> Result<()> {
    me.send(apprequest::of(who, "123").delete()).await
}

fn main() {}
