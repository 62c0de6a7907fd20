use graph_client::{api::user, *};

async fn give(app: Client<AppToken>) -> Result<()> {
    app.send(user::id("5").achievements().create("https://example.com/won")).await?;
    Ok(())
}

fn main() {}
