//~ says: `MyApp` is no set of permissions
//~ says: make it with `permissions! { pub struct MyApp in api: [..]; }`, with `api` the module of the API
//~ promise: Permissions: A checked client comes from `verify` or `assume`.
use graph_client::*;

struct MyApp;

async fn verified(me: Client<UserToken>) -> Result<Client<UserToken, MyApp>> {
    me.verify::<MyApp>().await
}

fn main() {}
