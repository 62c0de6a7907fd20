//~ says: `timezone` is given for nobody but oneself
//~ says: leave it out here, or ask for it with `me()`
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
