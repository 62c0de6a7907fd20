//~ says: argument #1 is missing
//~ promise: Parameters: Required parameters are arguments.
use graph_client::{api as fb, api::user, *};

async fn win<P: fb::permission::publish_actions>(app: &Client<AppToken, P>, who: &user::Id) -> Result<()> {
    app.send(user::id(who).achievements().create()).await?;
    Ok(())
}

fn main() {}
