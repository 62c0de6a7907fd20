//~ says: cannot find trait `user_likse`
use graph_client::{api as fb, *};

permissions! { pub struct MyApp in fb: [user_likse]; }

fn main() {}
