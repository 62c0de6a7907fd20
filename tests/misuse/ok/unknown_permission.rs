use graph_client::{api as fb, *};

permissions! { pub struct MyApp in fb: [user_likes]; }

fn main() {}
