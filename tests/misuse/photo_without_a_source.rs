//~ says: argument #1 is missing
//~ rule: exactly_one
//~ promise: Dependent parameters: A photo has exactly one source.
use graph_client::{api::user, *};

async fn post(me: Client<UserToken>) -> Result<()> {
    me.send(user::me().photos().create().message("The beach")).await?;
    Ok(())
}

fn main() {}
