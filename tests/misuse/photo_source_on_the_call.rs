//~ says: `url` is an argument of `create`, not a setter
//~ says: write `.create(photos::url(..))`
//~ rule: exactly_one
//~ promise: Dependent parameters: A photo has exactly one source.
use graph_client::{
    api as fb,
    api::user::{self, photos},
    *,
};

async fn post<P: fb::permission::publish_stream>(me: Client<UserToken, P>, file: File) -> Result<()> {
    me.send(user::me().photos().create(photos::source(file)).url("https://example.com/a.jpg")).await?;
    Ok(())
}

fn main() {}
