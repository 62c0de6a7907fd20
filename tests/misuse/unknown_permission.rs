//~ says: cannot find trait `user_likse` in module `fb::permission`
//~ says: similarly named trait `user_likes`
//~ promise: Permissions: An unknown permission is an error that suggests the nearest.
use graph_client::{api as fb, *};

permissions! { pub struct MyApp in fb: [user_likse]; }

fn main() {}
