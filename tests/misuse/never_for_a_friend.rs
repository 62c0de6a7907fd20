//~ says: `email` is available only for the current user
//~ says: remove it, or request it with `me()`
//~ promise: Permissions: Data that the platform never returns for a friend cannot be selected for one.
use graph_client::{api::user, *};

#[derive(Fields)]
#[graph(node = user)]
struct Card {
    email: Option<String>,
}

async fn addresses(me: Client<UserToken>) -> Result<Page<Card>> {
    me.page(user::me().friends().select::<Card>()).await
}

fn main() {}
