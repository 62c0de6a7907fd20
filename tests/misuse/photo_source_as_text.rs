//~ says: expected one of `source` and `url`, found `&str`
//~ says: write `photos::source(..)` or `photos::url(..)`
//~ rule: exactly_one
//~ promise: Dependent parameters: A photo has exactly one source.
use graph_client::{api::user, *};

async fn post(me: Client<UserToken>) -> Result<()> {
    me.send(user::me().photos().create("https://example.com/a.jpg")).await?;
    Ok(())
}

fn main() {}
