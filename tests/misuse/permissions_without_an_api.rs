//~ says: name the API after the set: `pub struct MyApp in fb: [user_likes];`
//~ promise: Permissions: A permission set names its API and its permissions.
use graph_client::*;

permissions! { pub struct MyApp: [user_likes]; }

fn main() {}
