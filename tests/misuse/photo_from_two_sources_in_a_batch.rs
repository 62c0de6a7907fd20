//~ says: exactly one of `source` and `url` can be set
//~ rule: exactly_one
//~ promise: Dependent parameters: A photo has exactly one source.
use graph_client::{
    api::user::{self, photos},
    *,
};

async fn post(me: Client<UserToken>, file: File) -> Result<()> {
    let beach = photos::url("https://example.com/a.jpg").source(file);
    let (made, score) = me.batch((user::me().photos().create(beach), user::me().scores().delete())).await?;
    made?;
    score
}

fn main() {}
