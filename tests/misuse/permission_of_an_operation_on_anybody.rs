//~ says: `MyApp` does not hold the permission `publish_actions`
//~ promise: Permissions: An operation requires the permissions that the schema lists for it.
use graph_client::{
    api::{self as fb, user},
    *,
};

permissions! { pub struct MyApp in fb: [email]; }

async fn score(app: Client<AppToken, MyApp>, who: user::Id) -> Result<()> {
    app.send(user::id(who).scores().create(5)).await?;
    Ok(())
}

fn main() {}
