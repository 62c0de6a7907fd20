//~ says: exactly one of `source` and `url` can be set
//~ says: keep one alternative; start with `photos::source(..)` or `photos::url(..)`
//~ rule: exactly_one
//~ promise: Dependent parameters: A photo has exactly one source.
use graph_client::{
    api::user::{self, photos},
    *,
};

async fn post(me: Client<UserToken>, file: File) -> Result<()> {
    me.send(user::me().photos().create(photos::source(file).url("https://example.com/a.jpg"))).await?;
    Ok(())
}

fn main() {}
