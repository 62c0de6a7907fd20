//~ says: `{integer}` is not a `DateTime`
//~ says: from a Unix time: `DateTime::from_unix_seconds(seconds)`
//~ promise: Parameters: A time is a typed value, not text.
use graph_client::{api::user, *};

async fn run(me: Client<UserToken>) -> Result<usize> {
    let when = Some(1_341_453_600);
    let Some(when) = when else { return Ok(0) };
    Ok(me.page(user::me().feed().since(when)).await?.len())
}

fn main() {}
