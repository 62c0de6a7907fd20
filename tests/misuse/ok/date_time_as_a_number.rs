use graph_client::{api::user, *};

async fn run(me: Client<UserToken>) -> Result<usize> {
    let when = DateTime::from_unix_seconds(1_341_453_600);
    let Some(when) = when else { return Ok(0) };
    Ok(me.page(user::me().feed().since(when)).await?.len())
}

fn main() {}
