//~ says: write the name without quotes
//~ promise: Permissions: A set of permissions names its API and its permissions.
use graph_client::*;

permissions! { pub struct MyApp in api: ["user_likes"]; }

fn main() {}
