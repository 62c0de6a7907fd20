//~ says: `timezone` is available only for the current user
//~ says: remove it, or request it with `me()`
//~ promise: Access tokens: A field requires one of the token kinds that the schema lists for it.
use graph_client::{api::user, *};

#[derive(Fields)]
#[graph(node = user)]
struct Card {
    timezone: Option<TimeZone>,
}

async fn zone(me: Client<UserToken>, friend: user::Id) -> Result<Card> {
    me.get::<Card>(user::friend(friend)).await
}

fn main() {}
