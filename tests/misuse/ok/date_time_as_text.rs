use graph_client::{api::user, *};

async fn run(me: Client<UserToken>) -> Result<usize> {
    let when = "2012-07-04T19:00:00-0700".parse::<DateTime>().unwrap_or_else(|_| unreachable!());
    Ok(me.page(user::me().feed().since(when)).await?.len())
}

fn main() {}
