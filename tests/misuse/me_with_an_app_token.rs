//~ says: `me()` is the person of a user token, and this client holds a
use graph_client::{api::user, *};

async fn give(app: Client<AppToken>) -> Result<()> {
    app.send(user::me().achievements().create("https://example.com/won")).await?;
    Ok(())
}

fn main() {}
