use graph_client::{api::user, *};

#[derive(Debug, Fields)]
#[graph(node = user)]
struct Card {
    name: String,
}

async fn run(me: Client<UserToken>) -> Result<()> {
    let card = me.get::<Card>(user::me()).await?;
    println!("{card:?}");
    Ok(())
}

fn main() {}
