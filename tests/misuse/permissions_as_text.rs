//~ says: write the name without quotes
//~ promise: Permissions: A permission set names its API and its permissions.
use graph_client::*;

permissions! { pub struct MyApp in api: ["user_likes"]; }

fn main() {}
