//~ says: cannot find `permission` in `user`
//~ promise: Permissions: A permission set names its API and its permissions.
use graph_client::{api as fb, *};

permissions! { pub struct MyApp in fb::user: [user_likes]; }

fn main() {}
