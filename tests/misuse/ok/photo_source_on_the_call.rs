use graph_client::{
    api as fb,
    api::user::{self, photos},
    *,
};

async fn post<P: fb::permission::publish_stream>(me: Client<UserToken, P>, file: File) -> Result<()> {
    me.send(user::me().photos().create(photos::source(file))).await?;
    Ok(())
}

fn main() {}
