use graph_client::*;

permissions! { struct MyApp in api: [user_likes]; }

async fn verified(me: Client<UserToken>) -> Result<Client<UserToken, MyApp>> {
    me.verify::<MyApp>().await
}

fn main() {}
