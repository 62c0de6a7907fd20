//~ says: `me()` is the person of a user token, and this client holds a `graph_client::AppToken`
//~ promise: Access tokens: `me()` requires a user token.
use graph_client::{
    api::{photo, user},
    *,
};

async fn reset(app: Client<AppToken>) -> Result<()> {
    let (photo, score) = app.batch((photo::id("5").delete(), user::me().scores().delete())).await?;
    photo?;
    score
}

fn main() {}
