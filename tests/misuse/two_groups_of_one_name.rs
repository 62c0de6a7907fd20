//~ says: two rules are named `size`
//~ promise: Schemas and macros: A name that cannot be a Rust identifier is reported.
mod api {
    graph_client::graph_api!("schema/two_groups.json");
}

fn main() {}
