//~ says: the fields of `F` are not known to be allowed here
//~ says: give the type parameter the bounds `Fields<Node = ..> + SelectionOf<..> + Allowed<..>`
//~ errors: 2
//~ promise: Fields: A selection is read from its own node.
use graph_client::{api::user, *};

#[derive(Fields)]
#[graph(node = user)]
struct Card {
    name: String,
}

async fn read<F: Fields>(me: &Client<UserToken>) -> Result<F> {
    me.get::<F>(user::me()).await
}

fn main() {}
