use graph_client::{
    api::user::{self, photos},
    *,
};

async fn post(me: Client<UserToken>, file: File) -> Result<()> {
    let beach = photos::source(file);
    let (made, score) = me.batch((user::me().photos().create(beach), user::me().scores().delete())).await?;
    made?;
    score
}

fn main() {}
