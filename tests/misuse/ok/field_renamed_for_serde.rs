use graph_client::{api::user, *};

#[derive(Fields, serde::Serialize)]
#[graph(node = user)]
struct Profile {
    #[graph(field = first_name)]
    given: String,
}

fn main() {}
