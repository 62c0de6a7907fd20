//~ says: `&str` is not a `DateTime`
//~ says: from text: `text.parse::<DateTime>()?`, with text such as `2012-07-04T19:00:00-0700`
//~ promise: Parameters: A time is a typed value, not text.
use graph_client::{api::user, *};

async fn run(me: Client<UserToken>) -> Result<usize> {
    let when = "2012-07-04T19:00:00-0700";
    Ok(me.page(user::me().feed().since(when)).await?.len())
}

fn main() {}
