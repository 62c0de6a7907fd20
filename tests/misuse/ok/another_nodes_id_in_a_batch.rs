use graph_client::{
    api::{photo, user},
    *,
};

async fn clean(me: Client<UserToken>, id: photo::Id) -> Result<()> {
    let (gone, score) = me.batch((photo::id(&id).delete(), user::me().scores().delete())).await?;
    gone?;
    score
}

fn main() {}
