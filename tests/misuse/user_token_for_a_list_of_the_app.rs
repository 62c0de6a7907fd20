//~ says: this takes an app token, and the client holds a `graph_client::UserToken`
//~ promise: Access tokens: A call requires one of the token kinds that the schema lists for it.
use graph_client::{api::user, *};

async fn orders(client: Client<UserToken>, who: user::Id) -> Result<usize> {
    let mut orders = client.items(user::id(who).payment_transactions());
    let mut count = 0;
    while orders.try_next().await?.is_some() {
        count += 1;
    }
    Ok(count)
}

fn main() {}
