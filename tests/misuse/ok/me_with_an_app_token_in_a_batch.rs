use graph_client::{
    api::{photo, user},
    *,
};

async fn reset(app: Client<AppToken>) -> Result<()> {
    let (photo, score) = app.batch((photo::id("5").delete(), user::id("6").scores().delete())).await?;
    photo?;
    score
}

fn main() {}
