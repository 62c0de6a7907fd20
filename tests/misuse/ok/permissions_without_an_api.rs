use graph_client::*;

permissions! { pub struct MyApp in api: [user_likes]; }

fn main() {}
