//~ says: no method named `verify` found for struct `graph_client::Client<graph_client::AppToken>`
//~ promise: Access tokens: Granted permissions are queried with a user token.
use graph_client::{api as fb, *};

permissions! { pub struct MyApp in fb: [publish_actions]; }

async fn check(app: Client<AppToken>) -> Result<Client<AppToken, MyApp>> {
    app.verify::<MyApp>().await
}

fn main() {}
