//~ says: no permission opens this for that person
//~ says: leave it out here: the API gives it only for oneself
//~ promise: Access tokens: A field takes the token kinds that its document names.
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
