//~ says: the parameter `request_object_id` takes a text
//~ promise: Parameters: Two required neighbours of different types cannot be swapped.
use graph_client::{
    api::{apprequest, user},
    *,
};

async fn remove(me: Client<UserToken>, who: user::Id) -> Result<()> {
    me.send(apprequest::of(who, "123").delete()).await
}

fn main() {}
