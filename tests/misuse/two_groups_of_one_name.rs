//~ says: two rules are called `size`
//~ promise: Schemas and macros: A name of a schema that cannot become Rust is refused as such.
mod api {
    graph_client::graph_api!("schema/two_groups.json");
}

fn main() {}
