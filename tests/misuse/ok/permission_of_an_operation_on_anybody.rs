use graph_client::{
    api::{self as fb, user},
    *,
};

permissions! { pub struct MyApp in fb: [publish_actions]; }

async fn score(app: Client<AppToken, MyApp>, who: user::Id) -> Result<()> {
    app.send(user::id(who).scores().create(5)).await?;
    Ok(())
}

fn main() {}
