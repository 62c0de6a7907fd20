use graph_client::{api::user, *};

async fn orders(client: Client<AppToken>, who: user::Id) -> Result<usize> {
    let mut orders = client.items(user::id(who).payment_transactions());
    let mut count = 0;
    while orders.try_next().await?.is_some() {
        count += 1;
    }
    Ok(count)
}

fn main() {}
