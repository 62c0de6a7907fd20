//~ says: overflow evaluating the requirement `Album: Allowed<Anyone, graph_client::UserToken, Unchecked>`
//~ promise: Fields: A selection does not contain itself.
use graph_client::{
    api::{album, user},
    *,
};

#[derive(Fields)]
#[graph(node = user)]
struct Person {
    albums: Connection<Album>,
}

#[derive(Fields)]
#[graph(node = album)]
struct Album {
    from: Option<Person>,
}

async fn person(me: Client<UserToken>) -> Result<Person> {
    me.get::<Person>(user::me()).await
}

fn main() {}
