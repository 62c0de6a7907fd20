use graph_client::{api as fb, *};

permissions! { pub struct MyApp in fb: [publish_actions]; }

async fn check(app: Client<AppToken>) -> Result<Client<AppToken, MyApp>> {
    Ok(app.assume::<MyApp>())
}

fn main() {}
